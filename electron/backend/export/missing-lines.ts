import type { VideoLack } from './item-media.ts'
import { writtenSize } from './wording.ts'
import type { SiteReport } from './write-site.ts'

const reasons: Record<VideoLack, string> = {
  'not-here': 'not in the folder yet',
  'in-the-cloud': 'only in the cloud',
  damaged: 'damaged in the folder',
  'let-go': 'let go to save space',
}

/** What an export had to leave out, a line each. */
export function missingLines({ missing }: Pick<SiteReport, 'missing'>): string[] {
  return missing.map(
    ({ title, sizeBytes, reason }) =>
      `Without the video of "${title}" (${writtenSize(sizeBytes)}): ${reasons[reason]}.`,
  )
}
