/** What whisper understands well enough to be worth naming first; "as it hears" understands a hundred. */
const codes = [
  ...['ar', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'fi', 'fr', 'he', 'hi', 'hu', 'id', 'it', 'ja', 'ko', 'nl'],
  ...['no', 'pl', 'pt', 'ro', 'ru', 'sv', 'th', 'tr', 'uk', 'vi', 'zh'],
]

/** Languages by their names in English, in order; `standing` is among them whatever it is. */
export function spokenLanguages(standing: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })
  return [...new Set([...codes, ...(standing === '' ? [] : [standing])])]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}
