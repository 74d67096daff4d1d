import { z } from 'zod'
import { base32 } from './base32.ts'

/** SHA-256 over the UTF-8 of a text; passed in, because the domain has no cryptography of its own. */
export type Sha256OfText = (text: string) => Uint8Array

const lengths = { writer: 26, library: 26, subject: 16, version: 10, nonce: 16, digest: 52, hashInName: 26 } as const

function base32Text(length: number) {
  return z.string().regex(new RegExp(`^[a-z2-7]{${length}}$`))
}

export const writerIdSchema = base32Text(lengths.writer)
export const libraryIdSchema = base32Text(lengths.library)
/** A person is named after their first writer. */
export const personIdSchema = writerIdSchema
export const itemIdSchema = base32Text(lengths.subject)
export const versionIdSchema = base32Text(lengths.version)
export const nonceSchema = base32Text(lengths.nonce)
export const digestSchema = base32Text(lengths.digest)
/** Ids within one record: a question, an ask, a section, a step. */
export const partIdSchema = z.string().regex(/^[a-z0-9-]{1,32}$/)
export const operationIdSchema = z.string().regex(/^[a-z2-7]{26}\.(0|[1-9][0-9]{0,3})$/)

/** The id of the device that signs with this public key (32 raw bytes). */
export function writerIdOf(hashOfPublicKey: Uint8Array): string {
  return base32(hashOfPublicKey).slice(0, lengths.writer)
}

/** A library's id proves who founded it: only the founder's writer id and nonce give it. */
export function libraryIdOf(founder: string, nonce: string, sha256: Sha256OfText): string {
  return base32(sha256(`ownpace library\n${founder}\n${nonce}`)).slice(0, lengths.library)
}

/** A record's id proves who made it, so that nobody can claim to have made another's record earlier. */
export function itemIdOf(writer: string, nonce: string, sha256: Sha256OfText): string {
  return base32(sha256(`ownpace record\n${writer}\n${nonce}`)).slice(0, lengths.subject)
}

/** A version is named by what it says: `canonicalBody` is the canonical JSON of its operation's body. */
export function versionIdOf(canonicalBody: string, sha256: Sha256OfText): string {
  return base32(sha256(`ownpace version\n${canonicalBody}`)).slice(0, lengths.version)
}

/** The first 26 base32 characters of a batch head's SHA-256, as its file name carries them. */
export function shortHash(hash: Uint8Array): string {
  return base32(hash).slice(0, lengths.hashInName)
}

/** A fresh nonce from 10 random bytes. */
export function nonceFrom(tenRandomBytes: Uint8Array): string {
  return base32(tenRandomBytes).slice(0, lengths.nonce)
}
