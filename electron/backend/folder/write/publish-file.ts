import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, link, open, readdir, rename, rm, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '../../../../domain/failure.ts'
import { syncFolder } from '../../library/profile-files.ts'
import type { RandomBytes } from '../../ports.ts'
import { folderFailure, linkFailure, systemCode } from './folder-failure.ts'
import { findInside, lstatOrNull, makeFolderInside, partsOf } from './inside.ts'
import { patiently } from './patiently.ts'

const pieceBytes = 1024 * 1024
// what file systems without hard links answer
const noLinkCodes = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL', 'EACCES'])

export interface PublishFile {
  /** Absolute path of the library's folder; it must be there. */
  root: string
  /** Where in the library, with forward slashes. */
  path: string
  source: { bytes: Uint8Array } | { file: string }
  writer: string
  randomBytes: RandomBytes
  /** Hex; where given, nothing else is published under the name. */
  sha256?: string | undefined
  /** Called with the bytes written so far. */
  onProgress?: ((writtenBytes: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Publishes one whole file under its final name, without ever overwriting one: written beside it under a temporary name,
 * checked, synced, then linked. The very same file being there already is success, so that publishing can be repeated.
 * @throws Failure `disk-full`, `folder-vanished`, `no-permission`, `not-allowed` at a link, `conflict` where other bytes
 * have the name. After any of them nothing of it is left in the folder.
 */
export async function publishFile(request: PublishFile): Promise<'published' | 'already-there'> {
  try {
    return await publish(request)
  } catch (error) {
    throw folderFailure(error)
  }
}

async function publish(request: PublishFile): Promise<'published' | 'already-there'> {
  const { root, path, writer, randomBytes } = request
  const parts = partsOf(path)
  const name = parts.pop() ?? ''
  const final = join(await makeFolderInside(root, parts), name)
  const dir = dirname(final)
  if (await isThere(final, request)) return 'already-there'

  const temporary = join(dir, `.~${writer}-${Buffer.from(randomBytes(8)).toString('hex')}.tmp`)
  try {
    await writeTemporary(temporary, request)
    const outcome = await giveFinalName({ temporary, final, request })
    await syncFolder(dir)
    return outcome
  } finally {
    await removeQuietly(temporary)
  }
}

/** Writes and syncs a file that has no final name yet; throws where the bytes are not those of `sha256`. */
export async function writeTemporary(
  temporary: string,
  { source, sha256, onProgress, signal }: Pick<PublishFile, 'source' | 'sha256' | 'onProgress' | 'signal'>,
): Promise<void> {
  const target = await patiently(() => open(temporary, 'wx', 0o644))
  try {
    const hash = createHash('sha256')
    let size = 0
    for await (const piece of piecesOf(source)) {
      signal?.throwIfAborted()
      await target.writeFile(piece)
      hash.update(piece)
      size += piece.byteLength
      onProgress?.(size)
    }
    if (sha256 !== undefined && hash.digest('hex') !== sha256) {
      throw new Failure({
        code: 'conflict',
        message: 'A file changed on this device between being prepared and being published.',
        remedy: 'Undo the publication and prepare it again.',
      })
    }
    await target.sync()
    const written = await target.stat()
    if (written.size !== size) throw Object.assign(new Error('written in part'), { code: 'EIO' })
    // read-only before it has its name, so that no other program edits it in passing; not every folder knows it
    await target.chmod(0o444).catch(() => undefined)
  } finally {
    await target.close()
  }
}

async function* piecesOf(source: PublishFile['source']): AsyncGenerator<Uint8Array> {
  if ('bytes' in source) {
    yield source.bytes
    return
  }
  const file = await open(source.file, 'r')
  try {
    yield* piecesOfFile(file)
  } finally {
    await file.close()
  }
}

async function* piecesOfFile(file: FileHandle): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(pieceBytes), 0, pieceBytes)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

async function giveFinalName({
  temporary,
  final,
  request,
}: {
  temporary: string
  final: string
  request: PublishFile
}): Promise<'published' | 'already-there'> {
  try {
    await patiently(() => link(temporary, final))
  } catch (error) {
    const code = systemCode(error)
    if (code !== 'EEXIST' && !noLinkCodes.has(code)) throw error
    if (await isThere(final, request)) return 'already-there'
    // names in a library are drawn or hashed, so nobody else writes this one between the look and the rename
    await patiently(() => rename(temporary, final))
    return 'published'
  }
  await patiently(() => unlink(temporary))
  return 'published'
}

/** Whether the very same bytes have the name already. Throws `conflict` where others have it. */
async function isThere(final: string, { source, sha256 }: PublishFile): Promise<boolean> {
  const found = await lstatOrNull(final)
  if (found === null) return false
  if (!found.isFile()) throw linkFailure()
  const wanted = sha256 ?? (await hashOf(piecesOf(source)))
  const file = await open(final, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    if ((await hashOf(piecesOfFile(file))) === wanted) return true
  } finally {
    await file.close()
  }
  throw new Failure({
    code: 'conflict',
    message: 'Another file already has the name that this one is to have in the library.',
    kept: 'Both are kept: that one in the folder, this one on this device.',
    remedy: 'Move the other file away; this one is then published by itself.',
  })
}

async function hashOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

export async function removeQuietly(path: string): Promise<void> {
  // what cannot be removed now is removed as a stale temporary at the next start
  await rm(path, { force: true }).catch(() => undefined)
}

/** Removes what an earlier run of this writer left half written in a folder; other writers' are theirs to remove. */
export async function removeOwnTemporaries({
  root,
  folder,
  writer,
}: {
  root: string
  folder: string
  writer: string
}): Promise<void> {
  const dir = await findInside(root, folder)
  if (dir === null) return
  for (const name of await readdir(dir)) {
    if (name.startsWith(`.~${writer}-`) && name.endsWith('.tmp')) await removeQuietly(join(dir, name))
  }
}
