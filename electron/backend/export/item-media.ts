import { createHash } from 'node:crypto'
import type { Cue } from '../../../domain/captions/cues.ts'
import { maxCaptionBytes, parseCaptions } from '../../../domain/captions/parse.ts'
import type { UpdateView, VideoItemView } from '../../../domain/views/records.ts'
import { type LibraryFolder, openLibraryFolder } from '../folder/read/library-folder.ts'
import { findInside } from '../folder/write/inside.ts'
import { requireLibrary } from '../library/folder-identity.ts'
import type { LibraryIndex, PublishedVersion } from '../library/index-port.ts'
import { readTopBoxes } from '../media/container/boxes.ts'

/** Why a video is not in an export: it has not arrived, its bytes are only in the cloud, or it is not what was published. */
export type VideoLack = 'not-here' | 'in-the-cloud' | 'damaged' | 'let-go'

/** What an item's folder in the library holds beside its words. */
export interface ItemMedia {
  /** The video's absolute path, or why there is none; null for an item without a video. */
  video: { path: string; sha256: string } | { lack: VideoLack } | null
  poster: Uint8Array | null
  /** Checked and parsed; those that are not here are left out. */
  captions: { language: string; cues: Cue[] }[]
}

const posterMaxBytes = 4 * 1024 * 1024
const wordsTimeLimitMs = 10_000

export interface MediaSource {
  /** The library's folder, absolute. */
  dir: string
  folder: LibraryFolder
  index: Pick<LibraryIndex, 'versions'>
}

/** A library that is only read. */
export interface ReadLibrary {
  id: string
  /** Its folder, absolute. */
  dir: string
  index: LibraryIndex
}

/** A library's folder to take media from. @throws Failure `folder-vanished` or `another-library` where it is away. */
export async function openMediaSource({ id, dir, index }: ReadLibrary): Promise<MediaSource> {
  await requireLibrary({ dir, library: id })
  return { dir, folder: await openLibraryFolder(dir), index }
}

export const noMedia: ItemMedia = { video: null, poster: null, captions: [] }

/**
 * Looks up the video, poster and captions of an item. A video is never opened before it is known to be on this disk:
 * opening one that is in the cloud would bring it down.
 */
export async function readItemMedia(view: UpdateView | VideoItemView, source: MediaSource): Promise<ItemMedia> {
  if (view.video === null) return noMedia
  const { version, poster, captions } = view.video
  const versions = await source.index.versions(view.id)
  const read = (name: string, from: string, capBytes: number): Promise<Uint8Array | null> =>
    readChecked({ asset: assetOf(versions, from, name), folder: source.folder, capBytes })
  const found: ItemMedia['captions'] = []
  for (const { language, asset, version: from } of captions) {
    const bytes = await read(asset, from, maxCaptionBytes)
    if (bytes === null) continue
    found.push({ language, cues: parseCaptions(new TextDecoder().decode(bytes)).cues })
  }
  return {
    video: await findVideo({ asset: assetOf(versions, version, 'video.mp4'), view, source }),
    poster: poster === null ? null : await read('poster.webp', poster, posterMaxBytes),
    captions: found,
  }
}

type Asset = PublishedVersion['assets'][number]

function assetOf(versions: readonly PublishedVersion[], version: string, name: string): Asset | null {
  const folder = versions.find((candidate) => candidate.version === version)?.folder
  const named = versions.flatMap(({ assets }) => assets)
  return named.find((asset) => asset.folder === folder && asset.name === name) ?? null
}

async function findVideo({
  asset,
  view,
  source,
}: {
  asset: Asset | null
  view: UpdateView | VideoItemView
  source: MediaSource
}): Promise<ItemMedia['video']> {
  if (asset === null) return { lack: 'not-here' }
  const way = `${asset.folder}/${asset.name}`
  try {
    const facts = await source.folder.facts(way)
    if (facts === null) return { lack: isLetGo(view) ? 'let-go' : 'not-here' }
    if (!facts.isHere) return { lack: 'in-the-cloud' }
    const path = await findInside(source.dir, way)
    if (path === null) return { lack: 'not-here' }
    if (facts.sizeBytes !== asset.size) return { lack: facts.sizeBytes < asset.size ? 'not-here' : 'damaged' }
    return (await isPlayable(path)) ? { path, sha256: asset.sha256 } : { lack: 'damaged' }
  } catch {
    return { lack: 'damaged' } // a link, or something that is no file, stands in its place
  }
}

function isLetGo({ video }: UpdateView | VideoItemView): boolean {
  return video !== null && 'letGo' in video && video.letGo === true
}

async function isPlayable(path: string): Promise<boolean> {
  const { boxes } = await readTopBoxes(path)
  const types = boxes.map(({ type }) => type)
  return types.includes('moov') && types.includes('mdat')
}

/** A small file of the library whose bytes are those that were published; null where it is not here or another. */
async function readChecked({
  asset,
  folder,
  capBytes,
}: {
  asset: Asset | null
  folder: LibraryFolder
  capBytes: number
}): Promise<Uint8Array | null> {
  if (asset === null || asset.size > capBytes) return null
  try {
    const { bytes } = await folder.read(`${asset.folder}/${asset.name}`, { capBytes, timeLimitMs: wordsTimeLimitMs })
    return createHash('sha256').update(bytes).digest('hex') === asset.sha256 ? bytes : null
  } catch {
    return null
  }
}
