import { type FileHandle, open, rm } from 'node:fs/promises'
import { Failure } from '../../../../domain/failure.ts'
import { diskFailure } from './disk-failure.ts'

export const maxUploadBytes = 8 * 1024 ** 3

export interface UploadOptions {
  body: ReadableStream<Uint8Array> | null
  path: string
  maxBytes?: number | undefined
}

/**
 * Writes a request's body into a new file as it comes in. Throws `too-large`, `disk-full`, and what the sender broke off
 * with; then the half file is gone.
 */
export async function receiveUpload({ body, path, maxBytes = maxUploadBytes }: UploadOptions): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await writeBody({ body, file, maxBytes })
    await file.close()
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
}

/** Writes a body into an open file. */
export async function writeBody(options: {
  body: ReadableStream<Uint8Array> | null
  file: FileHandle
  maxBytes: number
}): Promise<void> {
  const { body, file, maxBytes } = options
  const reader = body?.getReader()
  let written = 0
  try {
    while (reader !== undefined) {
      const { done, value } = await reader.read()
      if (done) return
      written += value.byteLength
      if (written > maxBytes) throw tooLarge(maxBytes)
      await file.writeFile(value)
    }
  } catch (error) {
    await reader?.cancel().catch(() => undefined)
    throw diskFailure(error, 'The file you chose is as it was; the half copy was removed.')
  }
}

export function tooLarge(maxBytes: number): Failure {
  return new Failure({
    code: 'too-large',
    message: `A video to import is at most ${Math.floor(maxBytes / 1024 ** 3)} GB.`,
    kept: 'The file is as it was.',
    remedy: 'Cut it into parts, or make a smaller copy first.',
  })
}
