import type { AppFiles } from '../host/app-files.ts'
import type { JobContext } from '../jobs/queue.ts'
import { type LibraryContent, type PageView, readContent } from './content.ts'
import { openFolderTarget } from './folder-target.ts'
import { openMediaSource, type ReadLibrary } from './item-media.ts'
import { siteOf } from './site.ts'
import { planLibrary } from './site-plan.ts'
import { wordingIn } from './wording.ts'
import { firstPage, type SiteReport, writeSite } from './write-site.ts'

export interface ExportReport extends SiteReport {
  /** The folder, absolute. */
  dir: string
}

export interface Exporting {
  library: ReadLibrary
  /** The library's name. */
  name: string
  timeZone: string
  nowMs: number
  appFiles: Pick<AppFiles, 'rootDir' | 'pageDir' | 'markdownWorkerUrl'>
  /** The profile's folder, which nothing is exported into. */
  profileDir: string
  job: JobContext
}

/**
 * Writes a whole library as a static site that needs nobody: into an empty folder, or into an earlier export of it, which
 * is brought up to date and loses what the library no longer has.
 * @throws Failure `conflict`, `no-permission`, `disk-full`, `cancelled`.
 */
export async function exportLibrary({
  dir,
  hasMedia,
  ...options
}: Exporting & { dir: string; hasMedia: boolean }): Promise<ExportReport> {
  const { library, name, timeZone, job, profileDir, nowMs } = options
  job.report({ fraction: null, step: 'Reading the library', detail: '' })
  const content = await readContent(library.index)
  const wording = wordingIn(timeZone)
  const places = planLibrary(content, wording)
  const site = siteOf({ name, content, places, wording, kind: 'library', hasMedia })
  const outside = [library.dir, profileDir]
  const media = await openMediaSource(library)
  const target = await openFolderTarget({ dir, of: library.id, outside, signal: job.signal })
  try {
    const report = await writeSite({ site, views: viewsOf(content), media, target, appFiles: options.appFiles, job })
    await target.finish(firstPage(site, nowMs))
    return { dir, ...report }
  } finally {
    await target.close()
  }
}

/** Everything that gets a page, the newest first. */
function viewsOf(content: LibraryContent): PageView[] {
  const { threads, updates, decisions, problems, documents, videos, paths } = content
  const views: PageView[] = [...threads, ...updates, ...decisions, ...problems, ...documents, ...videos, ...paths]
  return views.sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1))
}
