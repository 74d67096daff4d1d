import type { JsonValue } from '../json.ts'
import type { CommentView, DecisionView, PersonView, ThreadView, UpdateView } from '../views/records.ts'

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
