import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { TakeCaptions } from '../../../domain/captions/take-captions.ts'
import { Failure } from '../../../domain/failure.ts'
import { base32 } from '../../../domain/library/base32.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { Libraries } from '../library/libraries.ts'
import { diskFailure } from '../media/prepared/disk-failure.ts'
import type { Ports } from '../ports.ts'
import { glossaryOf } from './glossary.ts'
import { bytesPerMs, wavHeader, wavHeaderBytes } from './wav.ts'
import type { AskedCaptions, CaptionsWriter } from './write-captions.ts'

/** Four hours. */
const maxSoundBytes = 4 * 3600 * 1000 * bytesPerMs
/** What comes in one request. */
export const maxSliceBytes = 8 * 1024 * 1024
/** So many may wait at once; the oldest makes room. */
const mostSounds = 4

/**
 * Sounds that somebody else decoded, to be written down: 16 kHz mono samples of 16 bits, handed over in slices. A page does
 * so with what others published, because nothing foreign is decoded by a program with the rights of the person.
 */
export interface Sounds {
  begin(): Promise<string>
  /** Adds a slice; one that is there already changes nothing. Throws `conflict`, `too-large`, `bad-request`. */
  add(id: string, slice: { fromByte: number; bytes: Uint8Array }): Promise<void>
  /** Begins to write down what is said in it; resolves to the job's id. Throws `captions-not-set-up`. */
  write(id: string, asked: AskedCaptions & { library: string | null; title: string }): Promise<string>
  /** Throws `not-found` while nothing was written down. */
  captions(id: string): TakeCaptions
  remove(id: string): Promise<void>
}

export interface SoundsDeps extends Pick<Ports, 'profileDir' | 'randomBytes'> {
  jobs: Pick<JobQueue, 'start'>
  libraries: Pick<Libraries, 'list'>
  writer: CaptionsWriter
}

export function openSounds({ profileDir, randomBytes, jobs, libraries, writer }: SoundsDeps): Sounds {
  const dir = join(profileDir, 'captions')
  const written = new Map<string, TakeCaptions | null>()
  const pathOf = (id: string): string => {
    if (!written.has(id)) throw noSuchSound()
    return join(dir, `sound-${id}.wav`)
  }
  const remove = async (id: string): Promise<void> => {
    if (!written.has(id)) return
    const path = pathOf(id)
    written.delete(id)
    await rm(path, { force: true })
  }

  return {
    remove,

    async begin() {
      const [oldest] = written.keys()
      if (written.size >= mostSounds && oldest !== undefined) await remove(oldest)
      const id = base32(randomBytes(10))
      written.set(id, null)
      await mkdir(dir, { recursive: true, mode: 0o700 })
      const file = await open(pathOf(id), 'wx', 0o600)
      await file.write(wavHeader(0)).finally(() => file.close())
      return id
    },

    async add(id, { fromByte, bytes }) {
      const path = pathOf(id)
      const soundBytes = (await stat(path)).size - wavHeaderBytes
      if (bytes.length % 2 !== 0 || fromByte % 2 !== 0)
        throw new Failure({ code: 'bad-request', message: 'A sample has two bytes.' })
      if (fromByte + bytes.length > maxSoundBytes) throw tooLong()
      if (fromByte + bytes.length <= soundBytes) return
      if (fromByte !== soundBytes)
        throw new Failure({ code: 'conflict', message: 'An earlier part of the sound is missing.' })
      const file = await open(path, 'r+')
      try {
        await file.write(bytes, 0, bytes.length, wavHeaderBytes + fromByte)
      } catch (error) {
        throw diskFailure(error, 'Nothing was lost.')
      } finally {
        await file.close()
      }
    },

    async write(id, { library, title, ...asked }) {
      const wavPath = pathOf(id)
      await writer.requireSetUp(asked.using)
      const soundBytes = (await stat(wavPath)).size - wavHeaderBytes
      const file = await open(wavPath, 'r+')
      await file.write(wavHeader(soundBytes), 0, wavHeaderBytes, 0).finally(() => file.close())
      const job = jobs.start({
        kind: 'captions',
        subject: id,
        title,
        lane: 'words',
        run: async ({ signal, report }) => {
          const captions = await writer.write({
            sound: async () => ({ wavPath, durationMs: soundBytes / bytesPerMs }),
            glossary: await glossaryOf(libraries, library),
            signal,
            ...asked,
            onProgress: (fraction) => report({ fraction, step: 'Writing down what is said', detail: '' }),
          })
          if (written.has(id)) written.set(id, captions)
          return { sound: id }
        },
      })
      return job.id
    },

    captions(id) {
      const captions = written.get(id)
      if (captions === undefined || captions === null) throw noSuchSound()
      return captions
    },
  }
}

function noSuchSound(): Failure {
  return new Failure({
    code: 'not-found',
    message: 'This sound is not here any more.',
    remedy: 'Ask for its captions again.',
  })
}

function tooLong(): Failure {
  return new Failure({ code: 'too-large', message: 'Captions are written for four hours of sound at most.' })
}
