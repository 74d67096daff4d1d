import { chmod, open, readdir, readFile, rename, rm, rmdir, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { batchFileCapBytes, batchText, parseBatch } from '../../../domain/library/batch.ts'
import { isAssetName } from '../../../domain/library/paths.ts'
import { digestsIn } from '../../../domain/library/words.ts'
import { folderFailure, systemCode } from '../folder/write/folder-failure.ts'
import { findInside, lstatOrNull } from '../folder/write/inside.ts'
import { patiently } from '../folder/write/patiently.ts'
import type { RandomBytes } from '../ports.ts'
import type { LibraryIndex } from './index-port.ts'
import type { Plan } from './plan.ts'
import { syncFolder } from './profile-files.ts'

// sync tools keep copies under names of their own, such as "item (conflicted copy).md"
const ourNamePattern = /^((item|manifest|video|poster|captions|notes)\b.*\.(md|json|mp4|webp|vtt)|\.~.*\.tmp)$/i
const batchPathPattern = /^ops\/([a-z2-7]{26})(?![a-z0-9])[^/]*\/[^/]+\/[^/]+$/

/**
 * Takes what was withdrawn out of the folder: the words from the person's own batches, and the files of every version. Which
 * bytes remain follows from the batch alone, so that two devices doing it write the same. Can be repeated.
 */
export async function stripWithdrawn({
  dir,
  writer,
  strip,
  index,
  randomBytes,
}: {
  dir: string
  writer: string
  strip: NonNullable<Plan['strip']>
  index: Pick<LibraryIndex, 'personOf'>
  randomBytes: RandomBytes
}): Promise<void> {
  try {
    for (const path of strip.batches) {
      const author = batchPathPattern.exec(path)?.[1]
      if (author === undefined || (await index.personOf(author)) !== strip.person) continue
      await stripBatch({ dir, path, subject: strip.subject, writer, randomBytes })
    }
    for (const folder of strip.folders) await removeVersion(dir, folder)
  } catch (error) {
    throw folderFailure(error)
  }
}

/** A batch's text without the words of one record; the head and the signature stay as they are, byte for byte. */
export function withoutWordsOf(text: string, subject: string): string | null {
  const batch = parseBatch(text)
  if ('reason' in batch) return null
  const withdrawn = new Set(
    batch.head.ops.filter((operation) => operation.subject === subject).flatMap(({ body }) => digestsIn(body)),
  )
  const kept = [...batch.words].filter(([digest]) => !withdrawn.has(digest))
  if (kept.length === batch.words.size) return null
  return batchText({ headLine: batch.headLine, signature: batch.signature, words: Object.fromEntries(kept) })
}

async function stripBatch({
  dir,
  path,
  subject,
  writer,
  randomBytes,
}: {
  dir: string
  path: string
  subject: string
  writer: string
  randomBytes: RandomBytes
}): Promise<void> {
  const file = await findInside(dir, path)
  if (file === null) return
  const found = await lstatOrNull(file)
  if (!found?.isFile() || found.size > batchFileCapBytes) return
  const stripped = withoutWordsOf(await readFile(file, 'utf8'), subject)
  if (stripped === null) return
  const temporary = join(dirname(file), `.~${writer}-${Buffer.from(randomBytes(8)).toString('hex')}.tmp`)
  try {
    const target = await open(temporary, 'wx', 0o644)
    try {
      await target.writeFile(stripped)
      await target.sync()
      await target.chmod(0o444).catch(() => undefined)
    } finally {
      await target.close()
    }
    // Windows replaces no read-only file
    if (process.platform === 'win32') await chmod(file, 0o644).catch(() => undefined)
    await patiently(() => rename(temporary, file))
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
  await syncFolder(dirname(file))
}

/** Removes what Ownpace put into a version's folder; what anyone else put there stays. */
async function removeVersion(dir: string, folder: string): Promise<void> {
  const path = await findInside(dir, folder)
  if (path === null) return
  for (const name of await readdir(path)) {
    if (!isOurs(name)) continue
    const file = join(path, basename(name))
    if (process.platform === 'win32') await chmod(file, 0o644).catch(() => undefined)
    await patiently(() => unlink(file)).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error
    })
  }
  await rmdir(path).catch((error: unknown) => {
    const code = systemCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOENT') throw error
  })
}

function isOurs(name: string): boolean {
  return isAssetName(name) || ourNamePattern.test(name)
}
