import type { LibraryRequest, RequestName } from '../../../../domain/requests/requests.ts'

const making = new Set<RequestName>([
  'thread.make',
  'update.publish',
  'comment.write',
  'decision.write',
  'document.write',
  'video.publish',
  'path.make',
  'acknowledge',
])

// what others read as it stands, and what is worth a second thought; the rest is said at once
const undoable = new Set<RequestName>([
  'update.publish',
  'decision.write',
  'decision.correct',
  'document.write',
  'document.change',
  'document.take-altered',
  'version.keep',
  'video.publish',
  'video.correct',
])

/** Whether a request makes a record, whose id is then drawn when it is asked for. */
export function makesRecord(request: LibraryRequest): boolean {
  return making.has(request.request)
}

/** Whether a request waits for the person's time to undo it. */
export function isUndoable(request: LibraryRequest): boolean {
  return undoable.has(request.request) || (request.request === 'update.correct' && request.video !== null)
}

/** The record that a request changes. `me` and `writer` are the asking person and device. */
export function subjectOf(
  request: LibraryRequest,
  { me, writer, library }: { me: string; writer: string; library: string },
): string {
  if (request.request === 'device.endorse' || request.request === 'device.close') return request.writer
  if (request.request === 'owner.add' || request.request === 'term.set') return library
  if (request.request === 'device.name') return writer
  return 'id' in request ? request.id : me
}

/** The prepared video that a request publishes. */
export function preparedOf(request: LibraryRequest): string | null {
  return 'video' in request ? (request.video?.prepared ?? null) : null
}

/** What a request is called while it waits, in the person's own words where there are any. */
export function titleOf(request: LibraryRequest): string {
  switch (request.request) {
    case 'thread.make':
    case 'thread.change':
      return request.name
    case 'thread.archive':
      return request.isArchived ? 'A thread, archived' : 'A thread, taken up again'
    case 'update.publish':
    case 'update.correct':
    case 'decision.write':
    case 'decision.correct':
    case 'document.write':
    case 'document.change':
    case 'video.publish':
    case 'video.correct':
    case 'path.make':
    case 'path.change':
      return request.title
    case 'captions.add':
      return 'Captions'
    case 'term.set':
      return request.text
    case 'comment.write':
    case 'comment.correct':
      return request.text.slice(0, 80)
    case 'update.move':
      return 'An update, moved'
    case 'blocker.clear':
      return request.cleared ? 'No longer in the way' : 'In the way again'
    case 'acknowledge':
      return 'Understood'
    case 'withdraw':
      return 'Withdrawn'
    case 'person.change':
      return request.name
    case 'device.name':
      return request.name
    case 'device.endorse':
      return 'Another device of a person, confirmed'
    case 'device.close':
      return 'A device, closed'
    case 'owner.add':
      return 'Another owner'
    case 'hide':
      return request.isHidden ? 'Hidden' : 'Shown again'
    case 'version.keep':
      return 'One version, kept'
    case 'document.take-altered':
      return 'A document changed outside Ownpace, taken as a new version'
  }
}
