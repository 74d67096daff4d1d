import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { BatchSignature } from '../../../domain/library/batch.ts'
import { digestSchema, personIdSchema, writerIdOf, writerIdSchema } from '../../../domain/library/ids.ts'
import type { RandomBytes } from '../ports.ts'
import type { WriterPosition } from './index-port.ts'
import { libraryProfileDir, replaceFile } from './profile-files.ts'

const positionSchema = z.object({
  seq: z.number().int().min(1),
  hash: digestSchema,
  time: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
})

const signedBatchSchema = z.object({ path: z.string(), text: z.string(), position: positionSchema })

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
  position: positionSchema.nullable(),
  /** Keys that this profile wrote with before it was found to be a copy of another; what they said is its own. */
  earlier: z
    .array(z.object({ writer: writerIdSchema, position: positionSchema, foundAtMs: z.number().int() }))
    .optional(),
  /** The key that is being taken up, with what the old one says last and the new one first; kept before either is said. */
  renewal: z
    .object({
      writer: writerIdSchema,
      privateKey: z.string().min(1).max(1000),
      claims: personIdSchema,
      last: signedBatchSchema,
      first: signedBatchSchema,
      foundAtMs: z.number().int(),
    })
    .optional(),
})

export type EarlierKey = NonNullable<WriterFile['earlier']>[number]
export type Renewal = NonNullable<WriterFile['renewal']>

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
  /** The keys that this profile wrote with before, the oldest first. */
  readonly earlier: readonly EarlierKey[]
  /** The new key that is being taken up; null mostly. */
  readonly renewal: Renewal | null
  keepRenewal(renewal: Renewal): Promise<void>
  /** Goes on under the new key from now on; `id`, `claims` and `position` are the new one's. */
  finishRenewal(): Promise<void>
}

/** What signs for a writer whose key is in no file yet. */
export function signerOf({ id, privateKey }: NewWriterKey): Pick<Writer, 'id' | 'sign'> {
  const key = rawPublicKey(createPublicKey(privateKey)).toString('base64url')
  return {
    id,
    sign: (headLine) => ({
      key,
      signature: sign(null, Buffer.from(headLine, 'utf8'), privateKey).toString('base64url'),
    }),
  }
}

/** PKCS #8 in base64, as it is kept. */
export function exportedKey(privateKey: KeyObject): string {
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
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
    privateKey: exportedKey(key.privateKey),
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

function writerOf(path: string, kept: WriterFile): Writer {
  let file = kept
  let signer = signerOf(keyIn(kept))

  async function keep(next: WriterFile): Promise<void> {
    await writeWriterFile(path, next)
    file = next
  }

  return {
    get id() {
      return file.writer
    },
    founder: file.founder,
    get claims() {
      return file.claims
    },
    get position() {
      return file.position
    },
    sign: (headLine) => signer.sign(headLine),
    advance: (next) => keep({ ...file, position: plainPosition(next) }),
    get earlier() {
      return file.earlier ?? []
    },
    get renewal() {
      return file.renewal ?? null
    },
    keepRenewal: (renewal) => keep({ ...file, renewal }),
    async finishRenewal() {
      const { renewal, ...rest } = file
      if (!renewal) return
      const { writer, privateKey, claims, last, first, foundAtMs } = renewal
      const earlier = [...(file.earlier ?? []), { writer: file.writer, position: last.position, foundAtMs }]
      await keep({ ...rest, writer, privateKey, claims, position: first.position, earlier })
      signer = signerOf(keyIn(file))
    },
  }
}

function keyIn({ writer, privateKey }: WriterFile): NewWriterKey {
  const der = Buffer.from(privateKey, 'base64')
  return { id: writer, privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }) }
}

function plainPosition({ seq, hash, time }: WriterPosition): NonNullable<WriterFile['position']> {
  return { seq, hash, time: [time[0], time[1]] }
}

/** The 32 bytes of an Ed25519 public key, without the wrapping that DER gives them. */
function rawPublicKey(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
}
