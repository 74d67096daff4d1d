import type { CreateLibrary, JoinLibrary, LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import type {
  ChangesPage,
  LibraryInspection,
  LibraryView,
  OutboxEntryView,
  RecordDetail,
  SearchAnswer,
} from '../../domain/views/library.ts'
import { get, send } from './http.ts'

export function listLibraries(): Promise<LibraryView[]> {
  return get('/api/libraries')
}

export function createLibrary(wish: CreateLibrary): Promise<LibraryView> {
  return send('POST', '/api/libraries', wish)
}

export function inspectFolder(dir: string): Promise<LibraryInspection> {
  return send('POST', '/api/libraries/inspect', { dir })
}

export function joinLibrary(wish: JoinLibrary): Promise<LibraryView> {
  return send('POST', '/api/libraries/join', wish)
}

/** Begins to make the sample library; the job's result names it. */
export function makeSampleLibrary(): Promise<{ jobId: string }> {
  return send('POST', '/api/libraries/sample')
}

/** This device no longer opens the library; its folder is left as it is. */
export function forgetLibraryOnDevice(library: string): Promise<void> {
  return send('DELETE', `/api/libraries/${library}`)
}

export function fetchChanges(query: {
  library: string
  epoch: string | null
  after: number
  limit: number
}): Promise<ChangesPage> {
  const { library, ...rest } = query
  return get(`/api/libraries/${library}/changes`, rest)
}

/** A record with all its words. */
export function fetchDetail(library: string, id: string): Promise<RecordDetail> {
  return get(`/api/libraries/${library}/records/${id}`)
}

/** Asks for something to be written into a library; it waits in the outbox until it can no longer be undone. */
export function perform(library: string, request: LibraryRequest): Promise<RequestAnswer> {
  return send('POST', `/api/libraries/${library}/requests`, request)
}

export function listOutbox(): Promise<OutboxEntryView[]> {
  return get('/api/outbox')
}

/** Takes back what has not been published yet; answers with the request, so that it can be opened again. */
export function undoOutboxEntry(id: string): Promise<{ library: string; request: LibraryRequest }> {
  return send('POST', `/api/outbox/${id}/undo`)
}

export function publishNow(id: string): Promise<void> {
  return send('POST', `/api/outbox/${id}/now`)
}

export function search(query: { text: string; library: string | null; limit: number }): Promise<SearchAnswer> {
  return get('/api/search', { q: query.text, library: query.library, limit: query.limit })
}
