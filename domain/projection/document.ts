import type { RecordState } from '../library/fold.ts'
import { readingSec } from '../reading/reading-time.ts'
import { documentFields } from '../records/document.ts'
import type { DocumentView } from '../views/records.ts'
import { type ProjectionContext, textOf } from './context.ts'
import { standing } from './state.ts'
import { shownVersion } from './versions.ts'

const excerptLength = 280

/** A document's summary; `text` is the whole Markdown, null where it is withdrawn or not here yet. */
export function projectDocument(
  state: RecordState,
  context: ProjectionContext,
): { view: DocumentView; text: string | null } | null {
  const found = shownVersion(state, documentFields.version, context.sha256)
  if (!found || !state.maker) return null
  const { title, text: textRef } = found.shown.value
  const text = context.words(textRef)
  const concurrentVersions = new Set(found.concurrent.map(({ id }) => id))
  concurrentVersions.delete(found.shown.id)
  const view: DocumentView = {
    kind: 'document',
    id: state.subject,
    atMs: state.maker.ms,
    author: state.maker.person,
    version: found.shown.id,
    editedAtMs: found.editedAtMs,
    title: textOf(title, context),
    thread: standing(state, 'thread', documentFields.thread)?.value.thread ?? null,
    excerpt: excerptOf(text ?? ''),
    readSec: Math.round(readingSec(text ?? '')),
    concurrentVersions: [...concurrentVersions],
  }
  return { view, text }
}

/** The first words without Markdown's marks, at most 280 characters, cut between words. */
function excerptOf(markdown: string): string {
  const plain = markdown
    .slice(0, 4 * excerptLength)
    .replace(/\]\([^()\s]*\)/g, ']')
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '')
    .replace(/[*_`~[\]]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= excerptLength) return plain
  const cut = plain.slice(0, excerptLength - 1).toWellFormed()
  const end = cut.lastIndexOf(' ')
  return `${(end > excerptLength / 2 ? cut.slice(0, end) : cut).trimEnd()}…`
}
