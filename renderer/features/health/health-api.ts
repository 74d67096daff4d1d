import type { LeftItemView, LibraryHealthView, MirrorView } from '../../../domain/views/health.ts'
import type { VerifyReport } from '../../../electron/backend/library/index-port.ts'
import { api } from '../../api/client.ts'
import { settle, unwrap } from '../../api/failure-of-response.ts'

export type VerifyReportView = VerifyReport

interface BegunJob {
  jobId: string
}

/** The state of one library, as its index and its disk tell it. */
export function fetchHealth(library: string): Promise<LibraryHealthView> {
  return unwrap(api.libraries[':library'].health.$get({ param: { library } }))
}

/** Reads what is new in the folder at once. */
export function lookAgain(library: string): Promise<void> {
  return settle(api.libraries[':library'].scan.$post({ param: { library } }))
}

/** Begins to check a library's files: what was published and its sizes, or with `deep` every byte. */
export function verifyLibrary(library: string, deep: boolean): Promise<BegunJob> {
  return unwrap(api.libraries[':library'].verify.$post({ param: { library }, json: { deep } }))
}

/** Sets where a library's mirror is; null keeps none any more. */
export async function chooseMirror(library: string, dir: string | null): Promise<MirrorView | null> {
  return (await unwrap(api.libraries[':library'].mirror.$put({ param: { library }, json: { dir } }))).mirror
}

export function runMirror(library: string): Promise<BegunJob> {
  return unwrap(api.libraries[':library'].mirror.run.$post({ param: { library } }))
}

/** Looks for what a repair would put back, or with `isPlan` false puts it back. */
export function repairLibrary(library: string, isPlan: boolean): Promise<BegunJob> {
  return unwrap(api.libraries[':library'].repair.$post({ param: { library }, json: { isPlan } }))
}

/** Looks for files that a sync tool doubled, and removes those named. */
export function findDuplicates(library: string, remove: string[]): Promise<BegunJob> {
  return unwrap(api.libraries[':library'].duplicates.$post({ param: { library }, json: { remove } }))
}

/** Deleted items of closed devices whose files are still in the folder. */
export function fetchLeft(library: string): Promise<LeftItemView[]> {
  return unwrap(api.libraries[':library'].left.$get({ param: { library } }))
}

export function removeLeft(library: string, items: string[]): Promise<void> {
  return settle(api.libraries[':library'].left.remove.$post({ param: { library }, json: { items } }))
}
