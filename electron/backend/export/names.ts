const nameLengthMax = 80
/** What is looked at of a text: enough for any name, whatever has to be left out of it. */
const readLength = 2000
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i
// Control and format characters, halves of pairs, what has no meaning yet, and all spaces that are not plain ones.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * What somebody wrote as the name of a folder that a person recognises, on any system: at most 80 UTF-16 units, no
 * separator, nothing that Windows keeps for itself, no dot or space at an end. Never empty, and never a way elsewhere.
 */
export function humanName(
  text: string,
  { fallback, lengthMax = nameLengthMax }: { fallback: string; lengthMax?: number },
): string {
  const plain = text
    .slice(0, readLength)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(unseen, '')
    .replace(/[/\\|]/g, '-')
    .replace(/[<>:"?*]/g, '')
    .replace(/ +/g, ' ')
  const name = trimmed(cut(trimmed(plain), lengthMax))
  if (name === '') return fallback
  const isReserved = reserved.test((name.split('.')[0] ?? '').trim())
  return isReserved ? trimmed(cut(`_${name}`, lengthMax)) : name
}

/** Two names with the same key may be one file on some system: whatever its case, and however its accents are written. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
}

/** Gives each name once in a folder: one that is taken gets a number, "Payments (2)". */
export function uniqueNames(taken: readonly string[] = []): (name: string) => string {
  const keys = new Set(taken.map(nameKey))
  const counts = new Map<string, number>()
  return (wanted) => {
    const wantedKey = nameKey(wanted)
    let name = wanted
    let count = counts.get(wantedKey) ?? 1
    while (keys.has(nameKey(name))) {
      count += 1
      const number = ` (${count})`
      name = `${trimmed(cut(wanted, nameLengthMax - number.length))}${number}`
    }
    counts.set(wantedKey, count)
    keys.add(nameKey(name))
    return name
  }
}

/** No dots, spaces or tildes first, which hide a file or mark it as temporary; no dots or spaces last. */
function trimmed(name: string): string {
  return name.replace(/^[\s.~]+/, '').replace(/[\s.]+$/, '')
}

/** Cut between characters as people count them; one that is longer than all there is room for, between its parts. */
function cut(name: string, lengthMax: number): string {
  if (name.length <= lengthMax) return name
  let kept = ''
  for (const { segment } of graphemes.segment(name.slice(0, lengthMax + 1))) {
    if (kept.length + segment.length > lengthMax) break
    kept += segment
  }
  return kept === '' ? name.slice(0, lengthMax).toWellFormed().replaceAll('\ufffd', '') : kept
}
