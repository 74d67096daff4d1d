import { itemIdOf, nonceFrom } from '../../../domain/library/ids.ts'
import type { LibraryRequest } from '../../../domain/requests/requests.ts'
import type { PreparedStore } from '../media/prepared/prepared.ts'
import type { Clock, RandomBytes } from '../ports.ts'
import type { OutboxEntry } from './outbox-store.ts'
import { isUndoable, makesRecord, preparedOf, subjectOf, titleOf } from './requests/outline.ts'
import { sha256OfText } from './sha256.ts'

export type DraftEntry = Omit<OutboxEntry, 'id' | 'order'>

/**
 * A request as the outbox will keep it: the record's id is drawn now, so that the page can name it at once, and the files
 * of a prepared video are named by their absolute paths. Throws Failure `not-found` where the video is not there.
 */
export async function draftEntry({
  request,
  library,
  me,
  writer,
  clock,
  randomBytes,
  undoMs,
  prepared,
}: {
  request: LibraryRequest
  library: string
  me: string
  writer: string
  clock: Clock
  randomBytes: RandomBytes
  undoMs: number
  prepared: Pick<PreparedStore, 'get' | 'assetPath'>
}): Promise<{ entry: DraftEntry; files: Record<string, string> }> {
  const nonce = makesRecord(request) ? nonceFrom(randomBytes(10)) : undefined
  const subject =
    nonce === undefined ? subjectOf(request, { me, writer, library }) : itemIdOf(writer, nonce, sha256OfText)
  const publishAtMs = clock.nowMs() + (isUndoable(request) ? undoMs : 0)
  const made = nonce === undefined ? {} : { nonce }
  const draft = { library, subject, ...made, request, title: titleOf(request), publishAtMs }
  const id = preparedOf(request)
  if (id === null) return { entry: { ...draft, video: null }, files: {} }
  const { durationMs, width, height, hasSound, storyboard } = await prepared.get(id)
  const files = {
    'video.mp4': prepared.assetPath(id, 'video.mp4'),
    'poster.webp': prepared.assetPath(id, 'poster.webp'),
    ...(storyboard ? { 'storyboard.webp': prepared.assetPath(id, 'storyboard.webp') } : {}),
  }
  const facts = { durationMs, width, height, hasSound, hasPoster: true, hasStoryboard: storyboard }
  return { entry: { ...draft, video: { prepared: id, ...facts } }, files }
}
