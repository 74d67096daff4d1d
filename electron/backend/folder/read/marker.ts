import { z } from 'zod'
import { libraryIdOf, libraryIdSchema, nonceSchema, writerIdSchema } from '../../../../domain/library/ids.ts'
import { type Marker, markerName } from '../../../../domain/library/paths.ts'
import { sha256OfText } from '../../library/sha256.ts'
import type { LibraryFolder } from './library-folder.ts'
import { Unreadable } from './unreadable.ts'

const markerCapBytes = 64 * 1024

const markerSchema = z.object({
  app: z.literal('ownpace'),
  format: z.literal(1),
  library: libraryIdSchema,
  founder: writerIdSchema,
  nonce: nonceSchema,
})

export type MarkerFinding =
  | { kind: 'marker'; marker: Marker }
  | { kind: 'none' }
  /** Something stands there that is no marker, or one that does not prove its own id. */
  | { kind: 'not-a-marker' }
  | { kind: 'too-new'; format: number }

/** Reads what says whose folder this is. Throws Unreadable where the file is there and cannot be read now. */
export async function readMarker(folder: LibraryFolder): Promise<MarkerFinding> {
  let text: string
  try {
    text = (await folder.read(markerName, { capBytes: markerCapBytes })).bytes.toString('utf8')
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    if (error.reason === 'absent') return { kind: 'none' }
    if (error.reason === 'busy' || error.reason === 'slow') throw error
    return { kind: 'not-a-marker' }
  }
  const value = parseJson(text)
  const parsed = markerSchema.safeParse(value)
  if (!parsed.success) {
    const newer = z.object({ app: z.literal('ownpace'), format: z.number().int().min(2) }).safeParse(value)
    return newer.success ? { kind: 'too-new', format: newer.data.format } : { kind: 'not-a-marker' }
  }
  const marker = parsed.data
  const isProven = libraryIdOf(marker.founder, marker.nonce, sha256OfText) === marker.library
  return isProven ? { kind: 'marker', marker } : { kind: 'not-a-marker' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
