import { useEffect, useMemo, useRef, useState } from 'react'
import { chaptersOf } from '../../../domain/captions/chapters.ts'
import type { UpdateView, VideoItemView, VideoView } from '../../../domain/views/records.ts'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { goTo } from '../../app/route.ts'
import { useRecord } from '../../cache/queries.ts'
import { createPlayback, usePlayback } from '../../playback/playback.ts'
import { Note } from '../../ui/words.tsx'
import { msInVideo } from '../watch/moments.ts'
import { AwaitedVideo, Player } from '../watch/player.tsx'
import { startMsOf } from '../watch/position.ts'
import { useCaptions } from '../watch/use-captions.ts'
import { usePlayerChoices } from '../watch/use-player-choices.ts'
import { useSavedPosition } from '../watch/use-saved-position.ts'
import { useWatchKeys } from '../watch/use-watch-keys.ts'
import { answersOf, questionTitles } from '../watch/watch-place.ts'
import css from './onboarding.module.css'
import { type PathStep, stepsBeside, watchedFraction } from './progress.ts'
import { StepComments } from './step-comments.tsx'
import { StepFoot } from './step-foot.tsx'
import { StepTitle, StepWhere } from './step-title.tsx'
import type { PathPlace } from './use-path.ts'
import { useStepKeys } from './use-step-keys.ts'
import { useStepProgress } from './use-step-progress.ts'

interface StepVideoProps {
  place: PathPlace
  pathStep: PathStep
  item: UpdateView | VideoItemView
  video: VideoView
  settings: Pick<Settings, 'playbackSpeed' | 'captionsOn'>
}

/** A step that is watched; it goes on from where I was, and is done once nearly all of it was seen. */
export function StepVideo({ place, pathStep, item, video, settings }: StepVideoProps) {
  const { library, path, steps } = place
  const { durationMs } = video
  const progress = useStepProgress(place, pathStep)
  const [playback] = useState(() => {
    const saved = pathStep.positionMs === null ? null : { ms: pathStep.positionMs, version: video.version }
    const startMs = startMsOf({ atMs: null, saved, version: video.version, durationMs })
    return createPlayback({ startMs, durationMs, speed: settings.playbackSpeed, startsPlaying: false })
  })
  const choices = usePlayerChoices({
    ...{ playback, library: library.id, item: item.id, video, settings },
    isSkippingMeant: false,
  })
  const box = useRef<HTMLTextAreaElement>(null)
  const film = useRef<HTMLDivElement>(null)
  const cues = useCaptions({ library: library.id, item: item.id, video })
  const thread = useRecord('thread', library.id, item.kind === 'update' ? item.thread : '')
  const chapters = useMemo(
    () =>
      chaptersOf({ answers: answersOf(item), titles: questionTitles(thread ?? null), marks: video?.marks, durationMs }),
    [item, thread, durationMs, video],
  )
  useSavedPosition({ playback, library: library.id, item: item.id, version: video.version })

  const isWatched = usePlayback(
    playback,
    ({ currentMs }) => durationMs > 0 && currentMs >= durationMs * watchedFraction,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: passing the mark is what says it, once
  useEffect(() => {
    if (isWatched && pathStep.state !== 'done') progress.mark(true)
  }, [isWatched])

  const { before, after } = stepsBeside(steps, pathStep.step.id)
  const go = (target: PathStep | null) => (): void => {
    if (target !== null) goTo({ screen: 'step', library: library.id, path: path.id, step: target.step.id })
  }
  useWatchKeys({
    ...{ playback, durationMs, film, chapters, choices, hasVideo: video.isHere },
    onSeen: pathStep.step.asksToConfirm ? null : () => progress.mark(pathStep.state !== 'done'),
    onComment: () => box.current?.focus(),
    onNext: go(after),
    // There are no words to read instead: they stand below.
    onRead: () => undefined,
  })
  useStepKeys({ onBefore: go(before) })
  const about = item.kind === 'video' ? item.about : null
  return (
    <div className={css.main}>
      <StepWhere place={place} pathStep={pathStep} />
      {video.isHere ? (
        <div ref={film}>
          <Player
            {...{ library: library.id, item: item.id, video, playback, chapters, cues, choices }}
            marks={[]}
            isSmall={false}
          />
        </div>
      ) : (
        <AwaitedVideo
          words={text('common.video-not-here-size', { size: writtenSize(video.sizeBytes) })}
          isSmall={false}
        />
      )}
      <StepTitle place={place} pathStep={pathStep} />
      {about !== null && about !== '' && (
        <Note size="m" className={css.about}>
          {about}
        </Note>
      )}
      <StepFoot place={place} pathStep={pathStep} progress={progress} />
      <StepComments
        place={place}
        item={item}
        timed={{ playback, version: video.version }}
        msOf={(moment) => msInVideo(moment, { video, version: item.version })}
        box={box}
      />
    </div>
  )
}
