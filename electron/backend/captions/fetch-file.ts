import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../../../domain/failure.ts'
import { diskFailure } from '../media/prepared/disk-failure.ts'
import { followToFile } from './follow.ts'

export interface FileToFetch {
  url: string
  /** Absolute; the file appears under it only when it is whole and checked. */
  path: string
  sizeBytes: number
  sha256: string
  signal: AbortSignal
  /** How many bytes of it are here. */
  onBytes: (bytes: number) => void
  /** When no byte has come for so long the source counts as gone. */
  stallMs?: number | undefined
}

/** What stays free on the disk. */
const spareBytes = 64 * 1024 * 1024

function partPath(path: string): string {
  return `${path}.part`
}

/** How much of a file an earlier, broken fetch left; 0 for none. */
export async function fetchedBytes(path: string): Promise<number> {
  return (await stat(partPath(path)).catch(() => null))?.size ?? 0
}

/** Forgets what an earlier fetch left. */
export async function forgetPart(path: string): Promise<void> {
  await rm(partPath(path), { force: true })
  await rm(tagPath(path), { force: true })
}

/**
 * Fetches a file whose size and SHA-256 are known beforehand, going on where an earlier fetch was broken off as long as
 * the source says that it still is the same file. Throws `download-failed`, `disk-full`, `cancelled`; what came so far is
 * kept, unless it is not the file that was promised.
 */
export async function fetchFile(file: FileToFetch): Promise<void> {
  const { path, sizeBytes, onBytes } = file
  await requireRoom(dirname(path), sizeBytes - (await fetchedBytes(path)))
  const partSize = await fetchedBytes(path)
  if (partSize > sizeBytes) await forgetPart(path)
  if ((await fetchedBytes(path)) < sizeBytes) await receive(file)
  onBytes(sizeBytes)
  if ((await sha256Of(partPath(path), file.signal)) !== file.sha256) {
    await forgetPart(path)
    throw notThePromised()
  }
  const whole = await open(partPath(path), 'r+')
  await whole.sync().finally(() => whole.close())
  await rename(partPath(path), path)
  await rm(tagPath(path), { force: true })
}

async function receive(file: FileToFetch): Promise<void> {
  const { url, path, sizeBytes, signal } = file
  const tag = await readFile(tagPath(path), 'utf8').catch(() => '')
  // Without the source's name for what it sent, nobody could tell whether the rest belongs to it.
  if (tag === '') await forgetPart(path)
  const startByte = await fetchedBytes(path)
  const stall = stallGuard(signal, file.stallMs ?? 60_000)
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' }
    if (startByte > 0) Object.assign(headers, { range: `bytes=${startByte}-`, 'if-range': tag })
    const response = await followToFile({ url, headers, signal: stall.signal })
    const fromByte = resumesAt(response, { startByte, sizeBytes }) ? startByte : 0
    if (response.status !== 200 && response.status !== 206) {
      await response.body?.cancel()
      throw refused(response.status)
    }
    await writeFile(tagPath(path), strongTag(response) ?? '', { mode: 0o600 })
    const part = await open(partPath(path), fromByte > 0 ? 'r+' : 'w', 0o600)
    try {
      await writeFrom({ response, part, fromByte, file, onChunk: stall.heard })
    } finally {
      await part.close()
    }
  } catch (error) {
    throw await failureOf(error, { file, isStalled: stall.isStalled() })
  } finally {
    stall.end()
  }
}

async function writeFrom({
  response,
  part,
  fromByte,
  file,
  onChunk,
}: {
  response: Response
  part: FileHandle
  fromByte: number
  file: FileToFetch
  onChunk: () => void
}): Promise<void> {
  let atByte = fromByte
  file.onBytes(atByte)
  for await (const chunk of response.body ?? []) {
    onChunk()
    if (atByte + chunk.byteLength > file.sizeBytes) throw notThePromised()
    let written = 0
    while (written < chunk.byteLength) {
      written += (await part.write(chunk, written, chunk.byteLength - written, atByte + written)).bytesWritten
    }
    atByte += chunk.byteLength
    file.onBytes(atByte)
  }
  if (atByte < file.sizeBytes) throw brokenOff()
}

/** Whether an answer goes on where we are. One with another beginning or another whole size is of another file. */
function resumesAt(response: Response, { startByte, sizeBytes }: { startByte: number; sizeBytes: number }): boolean {
  if (response.status !== 206) return false
  const match = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '')
  if (startByte > 0 && match && Number(match[1]) === startByte && Number(match[2]) === sizeBytes) return true
  throw notThePromised()
}

/** Only a strong tag says that bytes are the same. */
function strongTag(response: Response): string | null {
  const tag = response.headers.get('etag')
  return tag !== null && /^"[^"]{1,200}"$/.test(tag) ? tag : null
}

function stallGuard(signal: AbortSignal, stallMs: number) {
  const abort = new AbortController()
  let isStalled = false
  const cancel = (): void => abort.abort()
  const startTimer = () =>
    setTimeout(() => {
      isStalled = true
      abort.abort()
    }, stallMs)
  let timer = startTimer()
  if (signal.aborted) abort.abort()
  signal.addEventListener('abort', cancel, { once: true })
  return {
    signal: abort.signal,
    isStalled: () => isStalled,
    heard() {
      clearTimeout(timer)
      timer = startTimer()
    },
    end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
    },
  }
}

async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash, { signal }).catch((error: unknown) => {
    throw signal.aborted ? cancelled() : error
  })
  return hash.digest('hex')
}

async function requireRoom(dir: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir)
  if (bavail * bsize >= bytes + spareBytes) return
  throw new Failure({
    code: 'disk-full',
    message: `There is not enough room on this disk: ${Math.ceil(bytes / 1024 / 1024)} MB are still to come.`,
    kept: 'Nothing was changed.',
    remedy: 'Free some space, then try again.',
  })
}

async function failureOf(error: unknown, { file, isStalled }: { file: FileToFetch; isStalled: boolean }) {
  if (error instanceof Failure) {
    if (error.remedy === notThePromised().remedy) await forgetPart(file.path)
    return error
  }
  if (file.signal.aborted) return cancelled()
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return diskFailure(error, 'What has come so far is kept.')
  return isStalled ? brokenOff(new Error('no byte came any more')) : brokenOff(error)
}

function tagPath(path: string): string {
  return `${path}.tag`
}

function cancelled(): Failure {
  return new Failure({
    code: 'cancelled',
    message: 'Fetching the model was stopped.',
    kept: 'What has come so far is kept; it can go on from there.',
  })
}

function brokenOff(cause?: unknown): Failure {
  return new Failure({
    code: 'download-failed',
    message: 'The connection broke off before all of the model was here.',
    kept: 'What has come so far is kept; it goes on from there.',
    remedy: 'Try again, or give a file that you fetched yourself.',
    cause,
  })
}

function refused(status: number): Failure {
  return new Failure({
    code: 'download-failed',
    message: `The model could not be fetched: its source answered ${status}.`,
    kept: 'What has come so far is kept.',
    remedy: 'Try again later, or give a file that you fetched yourself.',
  })
}

function notThePromised(): Failure {
  return new Failure({
    code: 'download-failed',
    message: 'What was sent is not the file that was promised, so it was thrown away.',
    kept: 'Nothing of it was used.',
    remedy: 'Try again; if it happens again, give a file that you trust instead.',
  })
}
