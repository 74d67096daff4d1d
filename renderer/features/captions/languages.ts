/** What whisper understands well enough to be worth naming first; "as it hears" understands a hundred. */
const codes = [
  ...['ar', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nl'],
  ...['no', 'pl', 'pt', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh'],
]

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** Languages by their names in English, in order; `standing` is among them whatever it is. */
export function spokenLanguages(standing: string): { value: string; label: string }[] {
  return [...new Set([...codes, ...(standing === '' ? [] : [standing])])]
    .map((value) => ({ value, label: languageName(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** A language's name in English; its code where it has none. */
function languageName(code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
