const types: Record<string, string> = {
  mp4: 'video/mp4',
  webp: 'image/webp',
  vtt: 'text/vtt; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
}

/** The type that an asset is served as, by its name alone; null for every name that is not allowed out. */
export function assetType(name: string): string | null {
  const match = /^[a-z0-9-]{1,64}\.([a-z0-9]{2,5})$/.exec(name)
  const extension = match?.[1]
  return extension !== undefined && Object.hasOwn(types, extension) ? (types[extension] ?? null) : null
}
