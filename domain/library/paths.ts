import { digestSchema, itemIdSchema, versionIdSchema, writerIdSchema } from './ids.ts'

export const markerName = 'ownpace.json'
export const nameLengthMax = 64
export const pathLengthMax = 140
const slugLengthMax = 36

/** The assets that a folder of a published version may hold, besides `item.md` and `manifest.json`. */
const assetNamePattern =
  /^(video\.mp4|poster\.webp|storyboard\.webp|captions-[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}\.vtt|notes\.md)$/

export function isAssetName(name: string): boolean {
  return assetNamePattern.test(name)
}

/** A name for people in a file name: ASCII letters, digits and single hyphens; nothing is ever read from it. */
export function slugOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return plain.slice(0, slugLengthMax).replace(/^-+|-+$/g, '') || 'item'
}

export function isSlug(text: string): boolean {
  return text.length <= slugLengthMax && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)
}

/** `2026/11`, the month folder of a published version. */
export function isMonth(text: string): boolean {
  return /^[0-9]{4}\/(0[1-9]|1[0-2])$/.test(text)
}

/** `202611`, the month folder of a batch. */
export function monthOf(ms: number): string {
  const date = new Date(ms)
  return `${date.getUTCFullYear()}${String(date.getUTCMonth() + 1).padStart(2, '0')}`
}

/** Folder of one version of one item, relative to the library, with forward slashes. Computed, never read. */
export function versionFolder({
  month,
  slug,
  item,
  version,
}: {
  month: string
  slug: string
  item: string
  version: string
}): string {
  if (!isMonth(month) || !isSlug(slug)) throw new RangeError('not a month or a slug')
  return `media/${month}/${slug}-${itemIdSchema.parse(item)}-${versionIdSchema.parse(version)}`
}

/** File of one batch, relative to the library. `hash` is the full one, 52 base32 characters. */
export function batchPath({
  writer,
  ms,
  seq,
  hash,
}: {
  writer: string
  ms: number
  seq: number
  hash: string
}): string {
  const number = String(seq).padStart(8, '0')
  return `ops/${writerIdSchema.parse(writer)}/${monthOf(ms)}/${number}-${digestSchema.parse(hash).slice(0, 26)}.json`
}

/** What identifies a folder as a library; written once by the device that founded it. */
export interface Marker {
  app: 'ownpace'
  format: 1
  library: string
  founder: string
  nonce: string
}
