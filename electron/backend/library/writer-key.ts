import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { BatchSignature } from '../../../domain/library/batch.ts'
import { digestSchema, personIdSchema, writerIdOf, writerIdSchema } from '../../../domain/library/ids.ts'
import type { RandomBytes } from '../ports.ts'
import type { WriterPosition } from './index-port.ts'
import { libraryProfileDir, replaceFile } from './profile-files.ts'

const writerFileSchema = z.object({
  version: z.literal(1),
  writer: writerIdSchema,
  /** The library's first writer, known here so that the library can be read while its folder is away. */
  founder: writerIdSchema,
  /** PKCS #8, base64; it never leaves this file. */
  privateKey: z.string().min(1).max(1000),
  /** The person whom this device says it belongs to; null where it made its own. */
  claims: personIdSchema.nullable(),
  /** The last batch that this device has published; null before the first. */
  position: z
    .object({
      seq: z.number().int().min(1),
      hash: digestSchema,
      time: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
    })
    .nullable(),
})

/** This device's voice in one library. */
export interface Writer {
  readonly id: string
  readonly founder: string
  readonly claims: string | null
  readonly position: WriterPosition | null
  /** Signs the head line of a batch. */
  sign(headLine: string): BatchSignature
  /** Remembers how far this device has published; resolves when it is on disk. */
  advance(position: WriterPosition): Promise<void>
}

/** A key that is in no file yet: founding a library needs the writer's id before the library's is known. */
export interface NewWriterKey {
  id: string
  privateKey: KeyObject
}

/** What DER puts before the 32 bytes of an Ed25519 private key (RFC 8410). */
const privateKeyPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

export function drawWriterKey(randomBytes: RandomBytes): NewWriterKey {
  const der = Buffer.concat([privateKeyPrefix, randomBytes(32)])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return {
    id: writerIdOf(
      createHash('sha256')
        .update(rawPublicKey(createPublicKey(privateKey)))
        .digest(),
    ),
    privateKey,
  }
}

/** Keeps a new key in the profile. Never call it where `readWriter` finds one: a second key is a second writer. */
export async function keepWriter({
  profileDir,
  library,
  founder,
  key,
  claims,
}: {
  profileDir: string
  library: string
  founder: string
  key: NewWriterKey
  claims: string | null
}): Promise<Writer> {
  const file: WriterFile = {
    version: 1,
    writer: key.id,
    founder,
    privateKey: key.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    claims,
    position: null,
  }
  const path = writerPath(profileDir, library)
  await writeWriterFile(path, file)
  return writerOf(path, file)
}

/** The writer of this profile in a library, or null where it has none. Throws where the file is damaged. */
export async function readWriter({
  profileDir,
  library,
}: {
  profileDir: string
  library: string
}): Promise<Writer | null> {
  const path = writerPath(profileDir, library)
  try {
    return writerOf(path, writerFileSchema.parse(JSON.parse(await readFile(path, 'utf8'))))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

type WriterFile = z.infer<typeof writerFileSchema>

function writerPath(profileDir: string, library: string): string {
  return join(libraryProfileDir(profileDir, library), 'writer.json')
}

function writeWriterFile(path: string, file: WriterFile): Promise<void> {
  return replaceFile(path, `${JSON.stringify(file, null, 2)}\n`)
}

function writerOf(path: string, file: WriterFile): Writer {
  const privateKey = createPrivateKey({ key: Buffer.from(file.privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  const key = rawPublicKey(createPublicKey(privateKey)).toString('base64url')
  let position = file.position
  return {
    id: file.writer,
    founder: file.founder,
    claims: file.claims,
    get position() {
      return position
    },
    sign: (headLine) => ({
      key,
      signature: sign(null, Buffer.from(headLine, 'utf8'), privateKey).toString('base64url'),
    }),
    async advance(next) {
      const { seq, hash, time } = next
      const kept = { seq, hash, time: [time[0], time[1]] as [number, number] }
      await writeWriterFile(path, { ...file, position: kept })
      position = kept
    },
  }
}

/** The 32 bytes of an Ed25519 public key, without the wrapping that DER gives them. */
function rawPublicKey(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
}
