import type { JsonValue } from '../json.ts'
import type { CommentView, DecisionView, PersonView, RecordView, ThreadView, UpdateView } from '../views/records.ts'

/** What a catch-up is made of, library by library. */
export interface CatchUpLibrary {
  library: string
  /** The person of this device there. */
  me: string
  /** This device's claim of that person waits for an endorsement, so it cannot endorse others. */
  isUnconfirmed: boolean
  threads: readonly ThreadView[]
  updates: readonly UpdateView[]
  decisions: readonly DecisionView[]
  comments: readonly CommentView[]
  people: ReadonlyMap<string, PersonView>
}

/** What is mine alone, each by the rest of its key (see domain/views/private.ts). */
export interface CatchUpPrivate {
  /** By `<library>:<id>`. */
  seen: ReadonlyMap<string, JsonValue>
  /** By `<library>:<id>`. */
  later: ReadonlyMap<string, JsonValue>
  /** By `<library>:<thread>:<cycle>`: answered with "nothing", perhaps still on its way to the folder. */
  nothing: ReadonlyMap<string, JsonValue>
  /** By `<library>:<update>:<ask>`: answered by me, perhaps still on its way to the folder. */
  answered: ReadonlyMap<string, JsonValue>
}

/** Sorts what the page knows into its libraries; what belongs to a library that is not open is left out. */
export function catchUpLibraries({
  libraries,
  records,
}: {
  libraries: readonly { id: string; me: string; isUnconfirmed: boolean }[]
  records: readonly { library: string; view: RecordView }[]
}): CatchUpLibrary[] {
  return libraries.map(({ id, me, isUnconfirmed }) => {
    const views = records.filter(({ library }) => library === id).map(({ view }) => view)
    return {
      library: id,
      me,
      isUnconfirmed,
      threads: views.filter((view) => view.kind === 'thread'),
      updates: views.filter((view) => view.kind === 'update'),
      decisions: views.filter((view) => view.kind === 'decision'),
      comments: views.filter((view) => view.kind === 'comment'),
      people: new Map(views.filter((view) => view.kind === 'person').map((view) => [view.id, view])),
    }
  })
}
