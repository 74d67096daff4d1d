import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { JsonValue } from '../../../../domain/json.ts'
import { canonicalJson } from '../../../../domain/library/canonical-json.ts'
import { versionIdOf } from '../../../../domain/library/ids.ts'
import { versionFolder } from '../../../../domain/library/paths.ts'
import { sha256OfText } from '../../library/sha256.ts'
import { put } from './author.ts'

/** Writes the folder of one version: its text, its files and the manifest that names them. */
export function writeItem({
  dir,
  subject,
  body,
  text,
  files,
}: {
  dir: string
  subject: string
  body: { slug: string; month: string } & Record<string, JsonValue>
  text: string
  files: { name: string; bytes: Uint8Array }[]
}): void {
  const version = versionIdOf(canonicalJson(body), sha256OfText)
  const folder = versionFolder({ month: body.month, slug: body.slug, item: subject, version })
  const all = [{ name: 'item.md', bytes: Buffer.from(text, 'utf8') }, ...files]
  for (const { name, bytes } of all) put(join(dir, folder, name), bytes)
  const listed = all.map(({ name, bytes }) => assetOf(name, bytes))
  put(join(dir, folder, 'manifest.json'), `${JSON.stringify({ item: subject, version, files: listed }, null, 2)}\n`)
}

/** A file as a signed head and a manifest name it. */
export function assetOf(name: string, bytes: Uint8Array): { name: string; size: number; sha256: string } {
  return { name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
