import type { PendingFile, VerifyReport } from '../../../electron/backend/library/index-port.ts'
import { get, send } from '../../api/http.ts'

export type PendingFileView = PendingFile
export type VerifyReportView = VerifyReport

/** Files of a library that do not count yet, and why. */
export function fetchPending(library: string): Promise<PendingFileView[]> {
  return get(`/api/libraries/${library}/pending`)
}

/** Reads what is new in the folder at once. */
export function lookAgain(library: string): Promise<void> {
  return send('POST', `/api/libraries/${library}/scan`)
}

/** Begins to check a library's files: what was published and its sizes, or with `deep` every byte. */
export function verifyLibrary(library: string, deep: boolean): Promise<{ jobId: string }> {
  return send('POST', `/api/libraries/${library}/verify`, { deep })
}
