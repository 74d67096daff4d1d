import { useRef } from 'react'
import type { Chapter } from '../../../domain/captions/chapters.ts'
import type { Cue } from '../../../domain/captions/cues.ts'
import type { VideoView } from '../../../domain/views/records.ts'
import { publishedAssetUrl } from '../../api/media-url.ts'
import { text } from '../../app/messages/text.ts'
import { cueNow, type Playback, usePlayback } from '../../playback/playback.ts'
import { classes } from '../../ui/classes.ts'
import type { CaptionLook } from './caption-look.ts'
import { FilmControls } from './film-controls.tsx'
import { toggleFullScreen } from './film-screen.ts'
import css from './player.module.css'
import { Timeline } from './timeline.tsx'
import type { TimelineMark } from './timeline-marks.tsx'
import type { PlayerChoices } from './use-player-choices.ts'

interface PlayerProps {
  library: string
  item: string
  video: VideoView
  playback: Playback
  chapters: readonly Chapter[]
  cues: readonly Cue[] | null
  marks: readonly TimelineMark[]
  choices: PlayerChoices
  /** In the narrow column, beside words that are read. */
  isSmall: boolean
}

/** The video with its controls below it, so that they never cover what is shown. */
export function Player({ library, item, video, playback, chapters, cues, marks, choices, isSmall }: PlayerProps) {
  const frame = useRef<HTMLElement>(null)
  const ratio = video.width > 0 && video.height > 0 ? video.width / video.height : 16 / 9
  return (
    <section ref={frame} className={classes(css.film, isSmall && css.small)} aria-label={text('watch.player')}>
      <div className={css.picture} style={{ aspectRatio: String(ratio) }}>
        {/* biome-ignore lint/a11y/useMediaCaption: captions are drawn as text over the picture, from the same file */}
        <video
          ref={playback.attach}
          className={css.video}
          src={publishedAssetUrl({ library, item, version: video.version, asset: 'video.mp4' })}
          poster={posterOf({ library, item, video })}
          preload="metadata"
          playsInline
          tabIndex={-1}
          onClick={playback.toggle}
          onDoubleClick={() => toggleFullScreen(frame.current)}
        />
        {choices.areCaptionsOn && cues !== null && (
          <Caption playback={playback} cues={cues} look={choices.captionLook} />
        )}
        <Waiting playback={playback} />
        <Broken playback={playback} />
      </div>
      <Timeline
        playback={playback}
        chapters={chapters}
        video={video}
        marks={marks}
        storyboardUrl={storyboardOfVideo({ library, item, video })}
      />
      <FilmControls
        playback={playback}
        durationMs={video.durationMs}
        choices={choices}
        hasCaptions={cues !== null}
        film={() => frame.current}
      />
    </section>
  )
}

/** Words in place of a video that is still on its way. */
export function AwaitedVideo({ words, isSmall }: { words: string; isSmall: boolean }) {
  return (
    <div className={classes(css.awaited, isSmall && css.small)} role="status">
      <p>{words}</p>
      <p className={css.awaitedMore}>{text('watch.not-here')}</p>
    </div>
  )
}

interface Shown {
  library: string
  item: string
  video: VideoView
}

function posterOf({ library, item, video }: Shown): string | undefined {
  if (video.poster === null) return undefined
  return publishedAssetUrl({ library, item, version: video.poster, asset: 'poster.webp' })
}

function storyboardOfVideo({ library, item, video }: Shown): string | null {
  if (video.storyboard === undefined) return null
  return publishedAssetUrl({ library, item, version: video.storyboard, asset: 'storyboard.webp' })
}

function Caption({ playback, cues, look }: { playback: Playback; cues: readonly Cue[]; look: CaptionLook }) {
  const words = usePlayback(playback, (state) => cueNow(cues, state)?.text ?? null)
  if (words === null) return null
  return (
    <p className={css.caption} data-size={look.size} data-place={look.place} aria-hidden="true">
      <span>{words}</span>
    </p>
  )
}

/** Said only once it takes a while: a moment's wait at each seek is nothing to speak of. */
function Waiting({ playback }: { playback: Playback }) {
  const isWaiting = usePlayback(playback, (state) => state.isWaiting && state.isPlaying && state.broken === null)
  if (!isWaiting) return null
  return (
    <p className={css.waiting} role="status">
      {text('watch.waiting')}
    </p>
  )
}

function Broken({ playback }: { playback: Playback }) {
  const broken = usePlayback(playback, (state) => state.broken)
  if (broken === null) return null
  return (
    <div className={css.broken} role="alert">
      <p>{text(`watch.broken-${broken}`)}</p>
      <p>{text(`watch.broken-${broken}-remedy`)}</p>
      <button type="button" className={css.again} onClick={playback.retry}>
        {text('common.retry')}
      </button>
    </div>
  )
}
