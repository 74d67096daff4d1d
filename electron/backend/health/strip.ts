import { chmod, open, readdir, readFile, rename, rm, rmdir, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { batchText, parseBatch } from '../../../domain/library/batch.ts'
import { packCapBytes, tripletsOf } from '../../../domain/library/pack.ts'
import { digestsIn } from '../../../domain/library/words.ts'
import { findInside, lstatOrNull } from '../folder/write/inside.ts'
import { patiently } from '../folder/write/patiently.ts'
import { syncFolder } from '../library/profile-files.ts'
import type { RandomBytes } from '../ports.ts'

/**
 * A file of entries without the words of withdrawn records: heads and signatures stay byte for byte. Answers null where
 * there is nothing to take out.
 */
export function withoutWords(bytes: Uint8Array, isWithdrawn: (subject: string) => boolean): Buffer | null {
  const { triplets } = tripletsOf(bytes)
  let hasChanged = false
  const texts = triplets.map((triplet) => {
    const text = Buffer.from(triplet).toString('utf8')
    const stripped = strippedEntry(text, isWithdrawn)
    hasChanged = hasChanged || stripped !== null
    return stripped ?? text
  })
  return hasChanged ? Buffer.from(texts.join(''), 'utf8') : null
}

function strippedEntry(text: string, isWithdrawn: (subject: string) => boolean): string | null {
  const batch = parseBatch(text)
  if ('reason' in batch) return null
  const withdrawn = new Set(
    batch.head.ops.filter(({ subject }) => isWithdrawn(subject)).flatMap(({ body }) => digestsIn(body)),
  )
  const kept = [...batch.words].filter(([digest]) => !withdrawn.has(digest))
  if (kept.length === batch.words.size) return null
  return batchText({ headLine: batch.headLine, signature: batch.signature, words: Object.fromEntries(kept) })
}

/** Takes a withdrawn record's words out of one file of a mirror, which is this device's own to change. */
export async function stripEntriesFile({
  root,
  path,
  subject,
  writer,
  randomBytes,
}: {
  root: string
  path: string
  subject: string
  writer: string
  randomBytes: RandomBytes
}): Promise<void> {
  const file = await findInside(root, path)
  const found = file === null ? null : await lstatOrNull(file)
  if (file === null || !found?.isFile() || found.size > packCapBytes) return
  const stripped = withoutWords(await readFile(file), (candidate) => candidate === subject)
  if (stripped === null) return
  const temporary = join(dirname(file), `.~${writer}-${Buffer.from(randomBytes(8)).toString('hex')}.tmp`)
  try {
    const target = await open(temporary, 'wx', 0o644)
    try {
      await target.writeFile(stripped)
      await target.sync()
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

/** Removes a withdrawn version's folder from a mirror, with everything in it: nothing but copies is there. */
export async function removeVersionFolder(root: string, folder: string): Promise<void> {
  const path = await findInside(root, folder)
  if (path === null) return
  for (const name of await readdir(path)) {
    const file = join(path, basename(name))
    if (process.platform === 'win32') await chmod(file, 0o644).catch(() => undefined)
    await patiently(() => unlink(file)).catch(() => undefined)
  }
  await rmdir(path).catch(() => undefined)
}
