import type { CreateLibrary, JoinLibrary, LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import type {
  ChangesPage,
  LibraryInspection,
  LibraryView,
  OutboxEntryView,
  RecordDetail,
  SearchAnswer,
} from '../../domain/views/library.ts'
import { api } from './client.ts'
import { settle, unwrap } from './failure-of-response.ts'

export function listLibraries(): Promise<LibraryView[]> {
  return unwrap(api.libraries.$get())
}

export function createLibrary(wish: CreateLibrary): Promise<LibraryView> {
  return unwrap(api.libraries.$post({ json: wish }))
}

export function inspectFolder(dir: string): Promise<LibraryInspection> {
  return unwrap(api.libraries.inspect.$post({ json: { dir } }))
}

export function joinLibrary(wish: JoinLibrary): Promise<LibraryView> {
  return unwrap(api.libraries.join.$post({ json: wish }))
}

/** Begins to make the sample library; the job's result names it. */
export function makeSampleLibrary(): Promise<{ jobId: string }> {
  return unwrap(api.libraries.sample.$post())
}

/** This device no longer opens the library; its folder is left as it is. */
export function forgetLibraryOnDevice(library: string): Promise<void> {
  return settle(api.libraries[':library'].$delete({ param: { library } }))
}

export function fetchChanges(query: {
  library: string
  epoch: string | null
  after: number
  limit: number
}): Promise<ChangesPage> {
  const { library, epoch, after, limit } = query
  const page = { after: String(after), limit: String(limit), ...(epoch === null ? {} : { epoch }) }
  return unwrap(api.libraries[':library'].changes.$get({ param: { library }, query: page }))
}

/** A record with all its words. */
export function fetchDetail(library: string, id: string): Promise<RecordDetail> {
  return unwrap(api.libraries[':library'].records[':id'].$get({ param: { library, id } }))
}

/** Asks for something to be written into a library; it waits in the outbox until it can no longer be undone. */
export function perform(library: string, request: LibraryRequest): Promise<RequestAnswer> {
  return unwrap(api.libraries[':library'].requests.$post({ param: { library }, json: request }))
}

export function listOutbox(): Promise<OutboxEntryView[]> {
  return unwrap(api.outbox.$get())
}

/** Takes back what has not been published yet; answers with the request, so that it can be opened again. */
export function undoOutboxEntry(id: string): Promise<{ library: string; request: LibraryRequest | null }> {
  return unwrap(api.outbox[':id'].undo.$post({ param: { id } }))
}

export function publishNow(id: string): Promise<void> {
  return settle(api.outbox[':id'].now.$post({ param: { id } }))
}

export function search(query: { text: string; library: string | null; limit: number }): Promise<SearchAnswer> {
  const { text, library, limit } = query
  return unwrap(api.search.$get({ query: { q: text, limit: String(limit), ...(library === null ? {} : { library }) } }))
}
