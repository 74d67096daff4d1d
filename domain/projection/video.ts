import type { z } from 'zod'
import type { RecordState } from '../library/fold.ts'
import { readingSec } from '../reading/reading-time.ts'
import type { Asset, video } from '../records/common.ts'
import { videoFields } from '../records/video.ts'
import type { CaptionsView, VideoItemView, VideoView } from '../views/records.ts'
import { addedCaptionsOf } from './added-captions.ts'
import { type ProjectionContext, textOf, textOrNull } from './context.ts'
import { retimesOf } from './retimes.ts'
import { shownVersion, versionOfAsset } from './versions.ts'

const captionsName = /^captions-(.+)\.vtt$/

/** The picture of a version with its poster and captions; null where its assets name no video. */
export function projectVideo({
  video: facts,
  assets,
  version,
  isOld = false,
  marks = [],
  state,
  context,
}: {
  marks?: z.infer<typeof videoFields.version>['marks']
  state: RecordState
  video: z.infer<typeof video>
  assets: Asset[]
  version: string
  /** Its thread lets videos of this age go. */
  isOld?: boolean | undefined
  context: ProjectionContext
}): VideoView | null {
  const file = assets.find(({ name }) => name === 'video.mp4')
  if (!file) return null
  const { durationMs, width, height, hasSound } = facts
  const poster = assets.find(({ name }) => name === 'poster.webp')
  const storyboard = assets.find(({ name }) => name === 'storyboard.webp')
  const standsIn = versionOfAsset(file, version)
  const retimes = retimesOf(state, { shown: standsIn, sha256: context.sha256 })
  const isHere = context.isHere({ version: standsIn, name: file.name })
  return {
    durationMs,
    width,
    height,
    hasSound,
    sizeBytes: file.size,
    version: standsIn,
    isHere,
    ...(marks.length > 0
      ? { marks: marks.map(({ startMs, title }) => ({ startMs, title: textOf(title, context) })) }
      : {}),
    ...(retimes.length > 0 ? { retimes } : {}),
    ...(isOld && !isHere ? { letGo: true as const } : {}),
    poster: poster ? versionOfAsset(poster, version) : null,
    ...(storyboard ? { storyboard: versionOfAsset(storyboard, version) } : {}),
    captions: captionsOf({ assets, version, standsIn, state, context }),
  }
}

/** What the author corrected is shown first, then what was published with the video, then what others added and is here. */
function captionsOf({
  assets,
  version,
  standsIn,
  state,
  context,
}: {
  assets: Asset[]
  version: string
  standsIn: string
  state: RecordState
  context: ProjectionContext
}): CaptionsView[] {
  const published = assets.flatMap((asset) => {
    const language = captionsName.exec(asset.name)?.[1]
    return language === undefined ? [] : [{ language, asset: asset.name, version: versionOfAsset(asset, version) }]
  })
  const added = addedCaptionsOf(state)
    .filter((each) => each.version === standsIn && context.isHere({ version: standsIn, name: each.name }))
    .map(({ language, name, writer, madeBy }) => ({
      ...{ language, asset: name, version: standsIn },
      added: { by: context.personOf(writer), madeBy },
    }))
  const isOfAuthor = ({ added: { by } }: { added: { by: string } }): boolean => by === state.maker?.person
  return [...added.filter(isOfAuthor), ...published, ...added.filter((each) => !isOfAuthor(each))]
}

export function projectVideoItem(state: RecordState, context: ProjectionContext): VideoItemView | null {
  const found = shownVersion(state, videoFields.version, context.sha256)
  if (!found || !state.maker) return null
  const { value, id: version } = found.shown
  const video = projectVideo({ video: value.video, assets: value.assets, marks: value.marks, version, state, context })
  if (!video) return null
  const about = textOrNull(value.about, context)
  return {
    kind: 'video',
    id: state.subject,
    atMs: state.maker.ms,
    author: state.maker.person,
    version,
    editedAtMs: found.editedAtMs,
    title: textOf(value.title, context),
    about,
    video,
    readSec: Math.round(readingSec(about ?? '')),
  }
}
