import { z } from 'zod'
import { Failure, type FailureCode, failureStatuses } from '../../domain/failure.ts'
import type { PageEvent } from '../../domain/takes/journal.ts'
import type { NewTake, RecordedTrack, Take } from '../../domain/takes/take.ts'
import {
  type ComposeRequest,
  chunkAnswerSchema,
  composeAnswerSchema,
  newTakeAnswerSchema,
  type Room,
  roomSchema,
  type TakeView,
  takesViewSchema,
  takeViewSchema,
} from '../../domain/takes/view.ts'

/** The machine side did not answer at all: it is starting again, or the network to it is gone. Worth another try. */
export class Unanswered extends Error {
  constructor(cause: unknown) {
    super('the machine side did not answer', { cause })
    this.name = 'Unanswered'
  }
}

/** A chunk is not the one that comes next; `expected` is. */
export class OutOfOrder extends Error {
  readonly expected: number

  constructor(expected: number) {
    super(`chunk ${expected} comes next`)
    this.name = 'OutOfOrder'
    this.expected = expected
  }
}

export interface ChunkAddress {
  take: string
  segment: number
  track: RecordedTrack
  sequence: number
}

/** What the page asks of the machine side about takes. Each throws Failure, or Unanswered. */
export interface TakesApi {
  begin(newTake: NewTake): Promise<Take>
  journal(take: string, events: PageEvent[]): Promise<void>
  /** Resolves when the chunk is on disk; throws OutOfOrder too. */
  putChunk(address: ChunkAddress, bytes: Blob): Promise<void>
  list(): Promise<TakeView[]>
  view(take: string): Promise<TakeView>
  finish(take: string): Promise<TakeView>
  discard(take: string): Promise<TakeView>
  restore(take: string): Promise<TakeView>
  /** Removes a discarded take for good. */
  remove(take: string): Promise<void>
  /** Starts making the video; resolves to the job's id. */
  compose(take: string, request: ComposeRequest): Promise<string>
  room(): Promise<Room>
  /** Desktop only: names the source that the next getDisplayMedia receives. */
  chooseSource(sourceId: string): Promise<void>
}

/** The takes of the machine side behind `origin`; the page's own where it is left out. */
export function takesApi(origin = ''): TakesApi {
  const at = (path: string): string => `${origin}/api${path}`
  const post = (path: string, body: unknown): Promise<unknown> =>
    ask(at(path), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  return {
    begin: async (newTake) => newTakeAnswerSchema.parse(await post('/takes', newTake)).take,
    journal: async (take, events) => {
      await post(`/takes/${take}/journal`, { events })
    },
    putChunk: async ({ take, segment, track, sequence }, bytes) => {
      const path = `/takes/${take}/segments/${segment}/tracks/${track}/chunks/${sequence}`
      const headers = { 'content-type': 'application/octet-stream' }
      chunkAnswerSchema.parse(await ask(at(path), { method: 'PUT', headers, body: bytes }))
    },
    list: async () => takesViewSchema.parse(await ask(at('/takes'))).takes,
    view: async (take) => takeViewSchema.parse(await ask(at(`/takes/${take}`))),
    finish: async (take) => takeViewSchema.parse(await post(`/takes/${take}/finish`, {})),
    discard: async (take) => takeViewSchema.parse(await post(`/takes/${take}/discard`, {})),
    restore: async (take) => takeViewSchema.parse(await post(`/takes/${take}/restore`, {})),
    remove: async (take) => {
      await ask(at(`/takes/${take}`), { method: 'DELETE' })
    },
    compose: async (take, request) => composeAnswerSchema.parse(await post(`/takes/${take}/compose`, request)).jobId,
    room: async () => roomSchema.parse(await ask(at('/takes/room'))),
    chooseSource: async (sourceId) => {
      await post('/host/choose-source', { sourceId })
    },
  }
}

const failureAnswerSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    kept: z.string().optional(),
    remedy: z.string().optional(),
  }),
  expected: z.number().int().optional(),
})

async function ask(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, init).catch((error: unknown) => {
    throw new Unanswered(error)
  })
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body
  const answer = failureAnswerSchema.safeParse(body)
  if (!answer.success) {
    // A gateway or a half-started process speaks for nobody; what it refused may be tried again.
    throw new Unanswered(new Error(`status ${response.status}`))
  }
  const { error, expected } = answer.data
  if (expected !== undefined) throw new OutOfOrder(expected)
  throw new Failure({ ...error, code: isFailureCode(error.code) ? error.code : 'internal' })
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(failureStatuses, code)
}
