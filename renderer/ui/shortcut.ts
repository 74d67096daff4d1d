const appleKeys: Record<string, string> = { mod: '⌘', shift: '⇧', alt: '⌥', enter: '↵', up: '↑', down: '↓' }
const otherKeys: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: '↵',
  up: '↑',
  down: '↓',
}

/** The text of a chord; the names mod, shift, alt, enter, up, down are replaced, other keys stay. */
export function writtenShortcut(keys: readonly string[], apple: boolean): string {
  const names = apple ? appleKeys : otherKeys
  return keys.map((key) => names[key] ?? key).join(apple ? '' : ' ')
}
