/** The folder's own name, the last part of its path. */
export function lastPartOf(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? ''
}

/** The path of a folder inside another, written as the system of the outer one writes it. */
export function pathInside(outer: string, name: string): string {
  const separator = /^[A-Za-z]:|^\\\\/.test(outer) ? '\\' : '/'
  return outer.endsWith(separator) ? outer + name : outer + separator + name
}
