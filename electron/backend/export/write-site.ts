import type { Cue } from '../../../domain/captions/cues.ts'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'
import type {
  DecisionView,
  DocumentView,
  ProblemView,
  UpdateView,
  VideoItemView,
} from '../../../domain/views/records.ts'
import type { AppFiles } from '../host/app-files.ts'
import type { JobContext } from '../jobs/queue.ts'
import type { PageView } from './content.ts'
import { cancelledExport } from './folder-failures.ts'
import type { Html } from './html.ts'
import { type ItemMedia, type MediaSource, noMedia, readItemMedia, type VideoLack } from './item-media.ts'
import { type MarkdownRendering, openMarkdownRendering } from './markdown-rendering.ts'
import { homePage, searchPage } from './pages/home-page.ts'
import { pathPage } from './pages/path-page.ts'
import { decisionPage, documentPage, markdownOf, problemPage } from './pages/reading-page.ts'
import { threadPage } from './pages/thread-page.ts'
import { titleOf, watchPage } from './pages/watch-page.ts'
import { collectSearch, type SearchFile } from './search-pieces.ts'
import { searchedOf } from './searched.ts'
import { folderOf, type Site } from './site.ts'
import { putSiteAssets } from './site-assets.ts'
import { inFolder, pageIn } from './site-plan.ts'
import type { SiteTarget } from './target.ts'
import { wordsFile } from './words-file.ts'

/** A video that a site could not be given, and why. */
export interface MissingVideo {
  id: string
  title: string
  sizeBytes: number
  reason: VideoLack
}

export interface SiteReport {
  pageCount: number
  videoCount: number
  /** Of the videos. */
  sizeBytes: number
  missing: MissingVideo[]
}

export interface WriteSite {
  site: Site
  /** What gets a page, the newest first. */
  views: readonly PageView[]
  media: MediaSource
  target: SiteTarget
  appFiles: Pick<AppFiles, 'rootDir' | 'pageDir' | 'markdownWorkerUrl'>
  job: JobContext
}

/** Writes every page of a site and what stands beside it; a library's search too, and its first page never. */
export async function writeSite(options: WriteSite): Promise<SiteReport> {
  const rendering = openMarkdownRendering({ workerUrl: options.appFiles.markdownWorkerUrl })
  try {
    return await writePages(options, rendering)
  } finally {
    await rendering.close()
  }
}

async function writePages(options: WriteSite, rendering: MarkdownRendering): Promise<SiteReport> {
  const { site, views, target, job } = options
  const report: SiteReport = { pageCount: 0, videoCount: 0, sizeBytes: 0, missing: [] }
  const search = collectSearch()
  const isLibrary = site.kind === 'library'
  const scripts = isLibrary ? ['watch.js', 'search-terms.js', 'search.js'] : ['watch.js']
  await putSiteAssets({ target, appFiles: options.appFiles, scripts })
  for (const [place, view] of views.entries()) {
    if (job.signal.aborted) throw cancelledExport()
    const { cues, text } = await writeItem(options, { view, report, rendering })
    const piece = isLibrary ? search.add(searchedOf(site, { view, text, cues })) : null
    if (piece !== null) await putSearch(target, piece)
    const detail = `${place + 1} of ${views.length}`
    job.report({ fraction: (place + 1) / (views.length + 1), step: 'Writing pages', detail })
  }
  if (!isLibrary) return report
  for (const piece of search.rest()) await putSearch(target, piece)
  await target.putText('search.html', searchPage(site))
  return report
}

async function putSearch(target: SiteTarget, { name, text }: SearchFile): Promise<void> {
  await target.putText(`site/search/${name}`, text)
}

/** The first page of a library's export. It comes last, so that whoever opens it finds all that it leads to. */
export function firstPage(site: Site, nowMs: number): { path: string; text: string } {
  return { path: 'index.html', text: homePage(site, nowMs) }
}

async function writeItem(
  options: WriteSite,
  { view, report, rendering }: { view: PageView; report: SiteReport; rendering: MarkdownRendering },
): Promise<{ cues: readonly Cue[]; text: string | null }> {
  const { site, target } = options
  const folder = folderOf(site, view.id)
  if (folder === null) return { cues: [], text: null }
  const media = isFilmed(view) ? await writeMedia(options, { view, folder, report }) : noMedia
  const cues = media.captions[0]?.cues ?? []
  const text = view.kind === 'document' ? await site.content.textOf(view.id) : null
  await target.putText(inFolder(folder, 'words.md'), wordsFile(site, { view, text, cues }))
  const source = isRead(view) ? markdownOf(view, text) : null
  const body = source === null ? null : await rendering.render(source)
  await target.putText(pageIn(folder), pageOf(site, { view, folder, media, body }))
  report.pageCount += 1
  return { cues, text }
}

function pageOf(
  site: Site,
  { view, folder, media, body }: { view: PageView; folder: string; media: ItemMedia; body: Html | null },
): string {
  switch (view.kind) {
    case 'thread': {
      const updates = site.content.updates.filter(({ thread }) => thread === view.id)
      return threadPage(site, { view, folder, updates })
    }
    case 'update':
    case 'video':
      return watchPage(site, { view, folder, media })
    case 'decision':
      return decisionPage(site, { view, folder, body })
    case 'problem':
      return problemPage(site, { view, folder, body })
    case 'document':
      return documentPage(site, { view, folder, body })
    case 'path':
      return pathPage(site, { view, folder })
  }
}

function isRead(view: PageView): view is DecisionView | ProblemView | DocumentView {
  return view.kind === 'decision' || view.kind === 'problem' || view.kind === 'document'
}

function isFilmed(view: PageView): view is UpdateView | VideoItemView {
  return (view.kind === 'update' || view.kind === 'video') && view.video !== null
}

/** Puts a video, its captions and its poster beside the page; what the page may then show. */
async function writeMedia(
  { site, media: source, target }: WriteSite,
  { view, folder, report }: { view: UpdateView | VideoItemView; folder: string; report: SiteReport },
): Promise<ItemMedia> {
  const media = await readItemMedia(view, source)
  for (const { language, cues } of media.captions) {
    await target.putText(inFolder(folder, `captions-${language}.vtt`), writeWebVtt(cues))
  }
  if (!site.hasMedia) return { ...media, video: null, poster: null }
  if (media.poster !== null) await target.putText(inFolder(folder, 'poster.webp'), media.poster)
  const sizeBytes = view.video?.sizeBytes ?? 0
  if (media.video !== null && 'path' in media.video) {
    await target.putFile(inFolder(folder, 'video.mp4'), media.video)
    report.videoCount += 1
    report.sizeBytes += sizeBytes
  } else if (media.video !== null) {
    report.missing.push({ id: view.id, title: titleOf(view), sizeBytes, reason: media.video.lack })
  }
  return media
}
