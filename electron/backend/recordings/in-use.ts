import type { JsonValue } from '../../../domain/json.ts'
import { openMediaSource, readItemMedia } from '../export/item-media.ts'
import type { Libraries, OpenLibrary } from '../library/libraries.ts'
import type { PreparedStore } from '../media/prepared/prepared.ts'
import type { PrivateJournal } from '../private/journal.ts'

export interface InUseDeps {
  libraries: Pick<Libraries, 'list'>
  prepared: Pick<PreparedStore, 'list'>
  journal: Pick<PrivateJournal, 'entries'>
}

/** What else a take is needed for, as things stand at one moment. */
export interface InUse {
  isInDraft(take: string): boolean
  /** Something made of it, or a change of its item, waits to be published. */
  isWaiting(take: string, item: string | null): boolean
  /** Whether an item's video stands whole in a library's folder; false where that cannot be seen now. */
  isInFolder(item: string, library: string | null): Promise<boolean>
}

export async function lookInUse({ libraries, prepared, journal }: InUseDeps): Promise<InUse> {
  const open = libraries.list()
  const drafts = journal
    .entries()
    .filter(({ key, value }) => key.startsWith('draft:') && value !== null && !isSent(value))
    .map(({ key, value }) => `${key} ${JSON.stringify(value)}`)
    .join('\n')
  const made = await prepared.list()
  const waiting = open.flatMap(({ outbox }) => outbox.list())
  return {
    isInDraft: (take) => drafts.includes(take),
    isWaiting(take, item) {
      const own = new Set(made.flatMap(({ id, source }) => ('take' in source && source.take === take ? [id] : [])))
      return waiting.some(({ subject, prepared: of }) => subject === item || (of !== null && own.has(of)))
    },
    async isInFolder(item, library) {
      for (const each of open) {
        if (library !== null && each.id !== library) continue
        if (await hasWholeVideo(each, item)) return true
      }
      return false
    },
  }
}

async function hasWholeVideo({ id, dir, index }: OpenLibrary, item: string): Promise<boolean> {
  try {
    const view = (await index.record(item))?.view
    if (view === undefined || (view.kind !== 'update' && view.kind !== 'video')) return false
    const { video } = await readItemMedia(view, await openMediaSource({ id, dir, index }))
    return video !== null && 'path' in video
  } catch {
    return false // the library is away, so nothing is known
  }
}

/** What was sent waits in the outbox, or is published, and is a draft no longer. */
function isSent(draft: JsonValue): boolean {
  return typeof draft === 'object' && draft !== null && 'sent' in draft && draft.sent !== null
}
