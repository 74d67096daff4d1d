import type { Cue } from '../../../domain/captions/cues.ts'
import type { TakeCaptions } from '../../../domain/captions/take-captions.ts'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'
import { Failure } from '../../../domain/failure.ts'
import type { UpdateView, VideoItemView } from '../../../domain/views/records.ts'
import { openMediaSource, readItemMedia, type VideoLack } from '../export/item-media.ts'
import { hashOfPath } from '../health/hash-path.ts'
import type { Libraries } from '../library/libraries.ts'

export interface OwnVideo {
  path: string
  title: string
  view: UpdateView | VideoItemView
  /** The version whose video it is. */
  version: string
  /** What is said in it, in the first language that is here; null where no captions are. */
  captions: TakeCaptions | null
  /** Throws where a copy is not, byte for byte, what was published. */
  check: (copy: string, signal: AbortSignal) => Promise<void>
}

/**
 * Finds the published video of an item of one's own. Throws `not-found`, `not-allowed` for another's item, `media-not-here`
 * and `media-without-picture` where the item has no video.
 */
export async function findOwnVideo(libraries: Pick<Libraries, 'get'>, asked: { library: string; item: string }) {
  const { id, dir, index, writer } = libraries.get(asked.library)
  const view = (await index.record(asked.item))?.view
  if (view === undefined || (view.kind !== 'update' && view.kind !== 'video')) throw noSuchItem()
  if (view.author !== (await index.personOf(writer.id))) throw notYours()
  if (view.video === null) throw withoutVideo()
  const { video, captions } = await readItemMedia(view, await openMediaSource({ id, dir, index }))
  if (video === null) throw withoutVideo()
  if ('lack' in video) throw notHere(video.lack)
  const { path, sha256 } = video
  const found: OwnVideo = {
    path,
    title: titleOf(view),
    view,
    version: view.video.version,
    captions: captionsOf(view, captions),
    async check(copy, signal) {
      if ((await hashOfPath(copy, signal)) !== sha256) throw notHere('damaged')
    },
  }
  return found
}

/** The author's own before those that somebody added: only of these it is known that a device alone wrote them. */
function captionsOf({ video }: UpdateView | VideoItemView, here: readonly { language: string; cues: Cue[] }[]) {
  const listed = (video?.captions ?? []).toSorted(
    (a, b) => Number(a.added !== undefined) - Number(b.added !== undefined),
  )
  for (const { language, added } of listed) {
    const found = here.find((each) => each.language === language)
    if (found) return { language, madeBy: added?.madeBy ?? 'person', vtt: writeWebVtt(found.cues) }
  }
  return null
}

function titleOf(view: UpdateView | VideoItemView): string {
  return ('title' in view ? view.title : null) ?? 'Published video'
}

function noSuchItem(): Failure {
  return new Failure({
    code: 'not-found',
    message: 'This is not in the library, as far as this device knows.',
    remedy: 'It may still be on its way, or have been withdrawn.',
  })
}

function notYours(): Failure {
  return new Failure({
    code: 'not-allowed',
    message: 'Only a video of your own can be worked on again.',
    kept: 'The published video is as it was.',
  })
}

function withoutVideo(): Failure {
  return new Failure({ code: 'media-without-picture', message: 'This was published without a video.' })
}

const lackWords: Record<VideoLack, { message: string; remedy: string }> = {
  'not-here': {
    message: 'The video is not in the folder yet.',
    remedy: 'Try again once it has arrived.',
  },
  'in-the-cloud': {
    message: 'The video is only in the cloud, not on this disk.',
    remedy: 'Make it available on this device in your sync program, then try again.',
  },
  damaged: {
    message: 'The file in the folder is not the video that was published.',
    remedy: 'Check the library, which can put the true file back.',
  },
  'let-go': {
    message: 'The video was let go, as its thread says; its words are still there.',
    remedy: 'Record it again.',
  },
}

function notHere(lack: VideoLack): Failure {
  return new Failure({ code: 'media-not-here', ...lackWords[lack], kept: 'The published video is as it was.' })
}
