import type { FuzzTarget } from '../target.ts'
import { batches, packs, writtenBatches } from './batches.ts'
import { folder } from './folder.ts'
import { canonical, fold, projection, whoSpeaks } from './meaning.ts'
import { media } from './media.ts'
import { captions, documents, names, ranges, requested, searches } from './texts.ts'

export const allTargets: FuzzTarget[] = [
  ...[batches, writtenBatches, packs, fold, whoSpeaks, projection, canonical],
  ...[captions, ranges, names, searches, documents, requested, folder, media],
]
