import type { VersionText } from '../../../domain/views/versions.ts'

/** All words of a version as one text, for comparing two of them; null where some are not here. */
export function wordsOf({ title, parts }: Pick<VersionText, 'title' | 'parts'>): string | null {
  const texts = parts.map(({ text }) => text)
  if (texts.includes(null)) return null
  return [title, ...texts].filter((text) => text !== '').join('\n\n')
}
