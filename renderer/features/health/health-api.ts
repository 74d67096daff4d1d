import type { PendingFile, VerifyReport } from '../../../electron/backend/library/index-port.ts'
import { api } from '../../api/client.ts'
import { settle, unwrap } from '../../api/failure-of-response.ts'

export type PendingFileView = PendingFile
export type VerifyReportView = VerifyReport

/** Files of a library that do not count yet, and why. */
export function fetchPending(library: string): Promise<PendingFileView[]> {
  return unwrap(api.libraries[':library'].pending.$get({ param: { library } }))
}

/** Reads what is new in the folder at once. */
export function lookAgain(library: string): Promise<void> {
  return settle(api.libraries[':library'].scan.$post({ param: { library } }))
}

/** Begins to check a library's files: what was published and its sizes, or with `deep` every byte. */
export function verifyLibrary(library: string, deep: boolean): Promise<{ jobId: string }> {
  return unwrap(api.libraries[':library'].verify.$post({ param: { library }, json: { deep } }))
}
