import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { base32 } from '../../../../domain/library/base32.ts'
import { parseBatch } from '../../../../domain/library/batch.ts'
import { filesIn } from './devices.ts'

/** How far the publication of one update had come when its process ended. */
export type Step =
  | 'nothing kept'
  | 'kept'
  | 'planned'
  | 'some small files are there'
  | 'signed'
  | 'said'
  | 'its place in the chain is noted'
  | 'the video is being copied'
  | 'the video is there'
  | 'the manifest is there'
  | 'out of the outbox'

/** Reads off a profile and a folder at which step the publication of an update with this title was interrupted. */
export function stepOf({
  profileDir,
  library,
  folder,
  title,
}: {
  profileDir: string
  library: string
  folder: string
  title: string
}): Step {
  const files = filesIn(folder)
  const outbox = join(profileDir, 'libraries', library, 'outbox')
  const entry = readdirSync(outbox)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(outbox, name))
    .find((dir) => existsSync(join(dir, 'entry.json')) && readFileSync(join(dir, 'entry.json'), 'utf8').includes(title))
  const batches = files.filter((path) => path.startsWith('ops/') && path.endsWith('.json'))
  const isSaid = batches.some((path) => readFileSync(join(folder, path)).includes(`"${title}"`))
  if (entry === undefined) return isSaid ? 'out of the outbox' : 'nothing kept'
  if (!existsSync(join(entry, 'plan.json'))) return 'kept'
  const { publication } = JSON.parse(readFileSync(join(entry, 'plan.json'), 'utf8')) as {
    publication: { folder: string }
  }
  const own = files.filter((path) => path.startsWith(`${publication.folder}/`))
  if (!existsSync(join(entry, 'signed.json'))) return own.length === 0 ? 'planned' : 'some small files are there'
  if (!isSaid) return 'signed'
  const { position } = JSON.parse(readFileSync(join(entry, 'signed.json'), 'utf8')) as { position: { seq: number } }
  const writer = readFileSync(join(profileDir, 'libraries', library, 'writer.json'), 'utf8')
  if ((JSON.parse(writer) as { position: { seq: number } | null }).position?.seq !== position.seq) return 'said'
  if (own.some((path) => path.endsWith('/manifest.json'))) return 'the manifest is there'
  if (own.some((path) => path.endsWith('/video.mp4'))) return 'the video is there'
  return own.some((path) => path.endsWith('.tmp')) ? 'the video is being copied' : 'its place in the chain is noted'
}

/**
 * What is not whole among the files that have their final names. `videos` are the hashes of the true ones; what was
 * looked at before is in `checked`, and is not looked at again.
 */
export function tornFilesIn(
  folder: string,
  { videos, checked }: { videos: Set<string>; checked: Set<string> },
): string[] {
  return filesIn(folder).filter((path) => {
    if (path.includes('/.~') || checked.has(path)) return false
    checked.add(path)
    const bytes = readFileSync(join(folder, path))
    if (path.endsWith('/video.mp4')) return !videos.has(createHash('sha256').update(bytes).digest('hex'))
    if (path.endsWith('/manifest.json')) return tornByManifest(join(folder, path)).length > 0
    if (!path.startsWith('ops/')) return bytes.length === 0
    const batch = parseBatch(bytes.toString('utf8'))
    if ('reason' in batch || bytes.at(-1) !== 0x0a) return true
    const hash = base32(createHash('sha256').update(batch.headLine).digest())
    return !path.endsWith(`-${hash.slice(0, 26)}.json`)
  })
}

/** The files that a manifest lists and that are missing beside it, or are others. */
function tornByManifest(manifest: string): string[] {
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    files: { name: string; size: number; sha256: string }[]
  }
  return files
    .map(({ name, size, sha256 }) => ({ path: join(manifest, '..', name), size, sha256 }))
    .filter(({ path, size, sha256 }) => {
      if (!existsSync(path) || statSync(path).size !== size) return true
      return createHash('sha256').update(readFileSync(path)).digest('hex') !== sha256
    })
    .map(({ path }) => path)
}
