import type { JsonValue } from '../../../../domain/json.ts'
import type { WordsRef } from '../../../../domain/library/words.ts'
import type { Asset } from '../../../../domain/records/common.ts'
import type { KeptSpan } from '../../../../domain/records/retime.ts'
import { durationInWords } from '../item-text.ts'
import type { Plan, PlannedFile, PlannedOperation } from '../plan.ts'
import { type KeptVideo, type PlanContext, textFile, versionOf } from './context.ts'

/** A new version of an item: its operations, its `item.md`, and the files that its body names. */
export function publishingPlan(
  context: PlanContext,
  {
    body,
    operations,
    itemMd,
    files = [],
  }: {
    /** The body of the version's operation. */
    body: { slug: string; month: string }
    operations: PlannedOperation[]
    itemMd: string
    files?: PlannedFile[]
  },
): Plan {
  const { version, folder } = versionOf(context, body)
  const isLarge = (file: PlannedFile): boolean => file.name === 'video.mp4'
  const before = [textFile('item.md', itemMd), ...files.filter((file) => !isLarge(file))]
  const after = files.filter(isLarge)
  const listed = [...before, ...after].map(({ name, size, sha256 }) => ({ name, size, sha256 }))
  const manifest = { item: context.subject, version, files: listed }
  return {
    operations,
    words: context.words.entries,
    publication: {
      item: context.subject,
      version,
      folder,
      before,
      after,
      manifest: `${JSON.stringify(manifest, null, 2)}\n`,
    },
    strip: null,
  }
}

/** The operation that says a version; the nonce is given where it makes the record. */
export function versionOperation(context: PlanContext, record: string, body: unknown): PlannedOperation {
  const operation = { kind: `${record}.version`, subject: context.subject, body: body as JsonValue }
  return context.nonce === undefined ? operation : { ...operation, nonce: context.nonce }
}

/** A video's files, and the captions given with it. */
export function mediaFiles(video: KeptVideo | null, captions: { language: string; vtt: string }[]): PlannedFile[] {
  const texts = captions.map(({ language, vtt }) => textFile(`captions-${language}.vtt`, vtt))
  if (video === null) return texts
  const pictures = [video.poster, video.storyboard].filter((file) => file !== null)
  return [video.video, ...pictures, ...texts]
}

export function assetsOf(files: PlannedFile[]): Asset[] {
  return files.map(({ name, size, sha256 }) => ({ name, size, sha256 }))
}

/** Places with names in a version's video, as its body says them; left out where there are none. */
export function marksBody(
  context: PlanContext,
  marks: readonly { startMs: number; title: string }[] = [],
): { startMs: number; title: WordsRef }[] | undefined {
  if (marks.length === 0) return undefined
  return marks.map(({ startMs, title }) => ({ startMs, title: context.words.put(title) }))
}

/**
 * Where the seconds of the video that a version replaces lie in the new one, as its body says it; left out where they are
 * unknown. That video stands in the replaced version's folder, or in that of one before it.
 */
export function retimeBody(
  spans: KeptSpan[] | undefined,
  { body, version }: { body: { assets: Asset[] }; version: string },
): { from: string; spans: KeptSpan[] } | undefined {
  const file = body.assets.find(({ name }) => name === 'video.mp4')
  return spans === undefined || file === undefined ? undefined : { from: file.from ?? version, spans }
}

/** Which picture and sound a version has, as its body says it. */
export function videoBody({ durationMs, width, height, hasSound }: KeptVideo): {
  durationMs: number
  width: number
  height: number
  hasSound: boolean
} {
  return { durationMs: Math.round(durationMs), width, height, hasSound }
}

/** The files beside an `item.md`, in words for people. */
export function filesInWords(video: { durationMs: number } | null, assets: Asset[]): string[] {
  return assets.flatMap(({ name, from }) => {
    const where = from === undefined ? '' : ' (in the folder of an earlier version)'
    if (name === 'video.mp4') return [`video.mp4: the video, ${durationInWords(video?.durationMs ?? 0)}${where}`]
    if (name.startsWith('captions-')) return [`${name}: its words as captions${where}`]
    return []
  })
}
