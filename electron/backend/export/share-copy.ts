import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../../../domain/failure.ts'
import { lstatOrNull } from '../folder/write/inside.ts'
import { type LibraryContent, type PageView, readContent } from './content.ts'
import type { Exporting } from './export-library.ts'
import { cancelledExport, targetFailure } from './folder-failures.ts'
import { openFolderTarget } from './folder-target.ts'
import { openMediaSource } from './item-media.ts'
import { humanName, uniqueNames } from './names.ts'
import { type Site, siteOf } from './site.ts'
import { copyName, planCopy } from './site-plan.ts'
import type { SiteTarget } from './target.ts'
import { wordingIn } from './wording.ts'
import { type SiteReport, writeSite } from './write-site.ts'
import { openZipTarget, type ZipTarget } from './zip-target.ts'

/** One thing of a library, to be handed on by itself. */
export interface Sharing extends Exporting {
  /** An update, video, decision, document or path. */
  id: string
}

export interface ShareReport extends SiteReport {
  /** The folder or zip that was made, absolute. */
  path: string
}

interface Copy {
  site: Site
  views: PageView[]
  root: PageView
  /** What it is called: "2026-11-19 Mara – Refunds settle". */
  name: string
}

/**
 * Makes a copy of one thing with its page, video, captions and words: a folder, or a zip where `out` ends in `.zip`. What
 * others said about it stays in the library: it was said to those who are in it.
 * @throws Failure `not-found`, `conflict`, `no-permission`, `disk-full`, `cancelled`.
 */
export async function shareCopy(sharing: Sharing, out: string): Promise<ShareReport> {
  const copy = await prepareCopy(sharing)
  if (/\.zip$/i.test(out)) return await writeZip(sharing, copy, out)
  return await writeFolder(sharing, copy, out)
}

/** The same as a folder with a name that people recognise, inside a folder that somebody chose. */
export async function shareCopyInto(sharing: Sharing, parent: string): Promise<ShareReport> {
  const copy = await prepareCopy(sharing)
  const taken = await readdir(parent).catch((thrown: unknown) => {
    throw targetFailure(thrown)
  })
  return await writeFolder(sharing, copy, join(parent, uniqueNames(taken)(copy.name)))
}

/** The same as the bytes of a zip, with a name for it. */
export async function zipCopy(sharing: Sharing): Promise<{ name: string; zip: ZipTarget }> {
  const copy = await prepareCopy(sharing)
  const zip = openZipTarget({ folder: copy.name, atMs: copy.root.atMs })
  await writeCopy(sharing, copy, zip)
  zip.end()
  return { name: `${copy.name}.zip`, zip }
}

async function prepareCopy({ library, id, name, timeZone }: Sharing): Promise<Copy> {
  const content = await readContent(library.index)
  const root = content.byId.get(id)
  if (root === undefined || !canBeShared(root)) {
    throw new Failure({
      code: 'not-found',
      message: 'There is nothing here that could be handed on by itself.',
      remedy: 'Updates, videos, decisions, documents and paths can be; to hand on more, export the library.',
    })
  }
  const wording = wordingIn(timeZone)
  const places = planCopy(root, content)
  const site = siteOf({ name, content, places, wording, kind: 'copy', hasMedia: true })
  return { site, views: viewsIn(content, places), root, name: copyName(root, content, wording) }
}

function canBeShared(view: { kind: string }): view is PageView {
  return ['update', 'video', 'decision', 'problem', 'document', 'path'].includes(view.kind)
}

/** What the copy holds, the thing itself last: its page stands once everything that it leads to does. */
function viewsIn(content: LibraryContent, places: ReadonlyMap<string, string>): PageView[] {
  const views = [...places.keys()].flatMap((id) => content.byId.get(id) ?? [])
  return views.filter(canBeShared).toReversed()
}

async function writeCopy(
  { library, appFiles, job }: Sharing,
  { site, views }: Copy,
  target: SiteTarget,
): Promise<SiteReport> {
  const media = await openMediaSource(library)
  return await writeSite({ site, views, media, target, appFiles, job })
}

async function writeFolder(sharing: Sharing, copy: Copy, dir: string): Promise<ShareReport> {
  const { library, profileDir, job, id } = sharing
  const target = await openFolderTarget({ dir, of: id, outside: [library.dir, profileDir], signal: job.signal })
  try {
    const report = await writeCopy(sharing, copy, target)
    await target.finish(null)
    return { path: dir, ...report }
  } finally {
    await target.close()
  }
}

async function writeZip(sharing: Sharing, copy: Copy, out: string): Promise<ShareReport> {
  if ((await lstatOrNull(out)) !== null) {
    throw new Failure({
      code: 'conflict',
      message: 'There is a file with this name already.',
      kept: 'It was left as it is.',
      remedy: 'Choose another name, or move that file away.',
    })
  }
  const folder = humanName(basename(out).replace(/\.zip$/i, ''), { fallback: copy.name })
  const zip = openZipTarget({ folder, atMs: copy.root.atMs })
  const report = await writeCopy(sharing, copy, zip)
  zip.end()
  const aside = `${out}.part`
  const { signal } = sharing.job
  try {
    await mkdir(dirname(out), { recursive: true })
    await pipeline(zip.bytes, createWriteStream(aside), { signal })
    await rename(aside, out)
    return { path: out, ...report }
  } catch (thrown) {
    await rm(aside, { force: true })
    throw signal.aborted ? cancelledExport() : targetFailure(thrown)
  }
}
