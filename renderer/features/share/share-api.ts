import type { ExportReport } from '../../../electron/backend/export/export-library.ts'
import type { ShareReport } from '../../../electron/backend/export/share-copy.ts'
import { api } from '../../api/client.ts'
import { unwrap } from '../../api/failure-of-response.ts'

export type ExportReportView = ExportReport
export type ShareReportView = ShareReport

/** Begins to write a library as a site into a folder, or to bring an earlier export up to date. */
export function exportLibrary(wish: { library: string; dir: string; hasMedia: boolean }): Promise<{ jobId: string }> {
  const { library, dir, hasMedia } = wish
  return unwrap(api.libraries[':library'].export.$post({ param: { library }, json: { dir, hasMedia } }))
}

/** Begins to make a copy of one thing, in a folder of its own inside another. */
export function copyInto(wish: { library: string; id: string; into: string }): Promise<{ jobId: string }> {
  const { library, id, into } = wish
  return unwrap(api.libraries[':library'].records[':id'].copy.$post({ param: { library, id }, json: { into } }))
}

/** Where a copy of one thing can be downloaded as a zip. */
export function zipUrl(library: string, id: string): string {
  return `/api/libraries/${library}/records/${id}/copy.zip`
}
