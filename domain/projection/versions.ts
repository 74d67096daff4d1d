import { z } from 'zod'
import { canonicalJson } from '../library/canonical-json.ts'
import type { RecordState } from '../library/fold.ts'
import { type Sha256OfText, versionIdOf } from '../library/ids.ts'
import type { SignedOperation } from '../library/operation.ts'
import { versionFolder } from '../library/paths.ts'
import { type Asset, asset, folder } from '../records/common.ts'
import { retime } from '../records/retime.ts'
import { addedCaptionsOf } from './added-captions.ts'
import { allValues, standingValues } from './state.ts'

/** One version of a record: what it says, named by its own words. */
export interface Version<T> {
  id: string
  value: T
  operation: SignedOperation
  atMs: number
}

/** A version that has a folder of its own in the library. */
export interface FolderVersion {
  id: string
  /** Relative to the library, computed from checked parts. */
  folder: string
  /** Its files; one that a correction kept stands in an older version's folder. */
  assets: { name: string; size: number; sha256: string; folder: string }[]
}

const folderBody = z.object({ ...folder, assets: z.array(asset).max(32).optional() })

/** The version shown, with what is needed to say when it was first published and whether it was changed since. */
export function shownVersion<T>(
  state: RecordState,
  schema: z.ZodType<T>,
  sha256: Sha256OfText,
): { shown: Version<T>; concurrent: Version<T>[]; editedAtMs: number | null } | null {
  const versions = standingValues(state.fields.get('version'), schema).flatMap((value) => versionOf(value, sha256))
  const [shown, ...concurrent] = versions
  if (!shown || !state.maker) return null
  const first = allValues(state.fields.get('version'), schema).at(-1)
  const isFirst = first === undefined || first.operation.id === shown.operation.id
  return { shown, concurrent, editedAtMs: isFirst ? null : shown.atMs }
}

/** Every version with a folder, the standing ones first; none before it is proven who made the item. What is not understood has no folder that could be computed. */
export function folderVersions(state: RecordState, sha256: Sha256OfText): FolderVersion[] {
  if (!state.maker) return []
  const versions = allValues(state.fields.get('version'), folderBody).flatMap((value) => versionOf(value, sha256))
  const folders = new Map<string, string>()
  for (const { id, value } of versions) {
    folders.set(id, versionFolder({ month: value.month, slug: value.slug, item: state.subject, version: id }))
  }
  const unique = [...new Map(versions.map((version) => [version.id, version])).values()]
  return unique.flatMap(({ id, value }) => {
    const own = folders.get(id)
    if (own === undefined) return []
    const assets = (value.assets ?? []).flatMap(({ name, size, sha256: hash, from }) => {
      const folder = from === undefined ? own : folders.get(from)
      return folder === undefined ? [] : [{ name, size, sha256: hash, folder }]
    })
    return [{ id, folder: own, assets: [...assets, ...addedTo(state, { assets, folders })] }]
  })
}

/** What people added to the video of a version stands beside that video. */
function addedTo(
  state: RecordState,
  { assets, folders }: { assets: FolderVersion['assets']; folders: ReadonlyMap<string, string> },
): FolderVersion['assets'] {
  const video = assets.find(({ name }) => name === 'video.mp4')
  return addedCaptionsOf(state).flatMap(({ version, name, size, sha256 }) => {
    const folder = folders.get(version)
    return video !== undefined && folder === video.folder ? [{ name, size, sha256, folder }] : []
  })
}

const videoBody = z.object({ ...folder, assets: z.array(asset).max(32).optional(), retime })

/** Every version that shows a video: in which version's folder that stands, and where an earlier one's seconds lie in it. */
export function versionsWithVideo(
  state: RecordState,
  sha256: Sha256OfText,
): { id: string; video: string; retime: z.infer<typeof retime> }[] {
  const versions = allValues(state.fields.get('version'), videoBody).flatMap((value) => versionOf(value, sha256))
  return versions.flatMap(({ id, value }) => {
    const file = value.assets?.find(({ name }) => name === 'video.mp4')
    return file === undefined ? [] : [{ id, video: versionOfAsset(file, id), retime: value.retime }]
  })
}

/** The version in whose folder an asset stands. */
export function versionOfAsset(asset: Asset, version: string): string {
  return asset.from ?? version
}

function versionOf<T>(
  { value, body, operation }: { value: T; body: SignedOperation['body']; operation: SignedOperation },
  sha256: Sha256OfText,
): Version<T>[] {
  try {
    return [{ id: idOf(body, sha256), value, operation, atMs: operation.time[0] }]
  } catch (error) {
    // A body with a fraction somewhere among its unknown members has no canonical text, so it names no version.
    if (error instanceof RangeError) return []
    throw error
  }
}

/** A record's views ask for the same version several times; a body that was read is never changed. */
const idsOfBodies = new WeakMap<object, string>()

/** Throws a RangeError for a body without a canonical text. */
function idOf(body: SignedOperation['body'], sha256: Sha256OfText): string {
  if (typeof body !== 'object' || body === null) return versionIdOf(canonicalJson(body), sha256)
  const known = idsOfBodies.get(body)
  if (known !== undefined) return known
  const id = versionIdOf(canonicalJson(body), sha256)
  idsOfBodies.set(body, id)
  return id
}
