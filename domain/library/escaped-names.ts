const beginsWithEscape = /[{,][ \t\r\n]*"[^"\\]*\\/g

/**
 * Whether the name of a member is written with an escape, as `"\u0041"` for `"A"`. Nothing of ours is, and V8 reads such a
 * name by what it has read before: `{",":1,"\u0041":2}` after `{",":1,"\\":2}` gives a member named `\`. Two devices that
 * read the same files in another order would then see different things.
 */
export function hasEscapedName(json: string): boolean {
  if (!json.includes('\\')) return false
  for (const found of json.matchAll(beginsWithEscape)) {
    let at = found.index + found[0].length - 1
    while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
    do at += 1
    while (/[ \t\r\n]/.test(json[at] ?? ''))
    if (json[at] === ':') return true
  }
  return false
}
