import { Maximize, Pause, Play } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import type { Chapter } from '../../../domain/captions/chapters.ts'
import type { Cue } from '../../../domain/captions/cues.ts'
import type { VideoView } from '../../../domain/views/records.ts'
import { publishedAssetUrl } from '../../api/media-url.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { cueNow, type Playback, usePlayback } from './playback.ts'
import css from './player.module.css'
import { speeds } from './speeds.ts'
import { Timeline, type TimelineMark } from './timeline.tsx'

export interface PlayerProps {
  library: string
  item: string
  video: VideoView
  playback: Playback
  chapters: readonly Chapter[]
  cues: readonly Cue[] | null
  marks: readonly TimelineMark[]
  speed: number
  onSpeed: (speed: number) => void
  areCaptionsOn: boolean
  onCaptions: () => void
  /** In the narrow column, beside words that are read. */
  isSmall: boolean
}

/** The video with its controls below it, so that they never cover what is shown. */
export function Player(props: PlayerProps) {
  const { library, item, video, playback, cues, areCaptionsOn } = props
  const frame = useRef<HTMLElement>(null)
  const ratio = video.width > 0 && video.height > 0 ? video.width / video.height : 16 / 9
  return (
    <section ref={frame} className={classes(css.film, props.isSmall && css.small)} aria-label={text('watch.player')}>
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
        {areCaptionsOn && cues !== null && <Caption playback={playback} cues={cues} />}
        <Broken playback={playback} />
      </div>
      <Timeline playback={playback} chapters={props.chapters} durationMs={video.durationMs} marks={props.marks} />
      <div className={css.controls}>
        <PlayButton playback={playback} durationMs={video.durationMs} />
        <span className={css.spacer} />
        <SpeedChoice speed={props.speed} onSpeed={props.onSpeed} />
        {cues !== null && (
          <FilmButton label={text('watch.captions-label')} pressed={areCaptionsOn} onPress={props.onCaptions}>
            {text('watch.captions')}
          </FilmButton>
        )}
        {document.pictureInPictureEnabled && (
          <FilmButton onPress={() => togglePictureInPicture(playback)} isLong>
            {text('watch.picture-in-picture')}
          </FilmButton>
        )}
        <FilmButton label={text('watch.full-screen')} onPress={() => toggleFullScreen(frame.current)}>
          {props.isSmall ? <Icon of={Maximize} size={16} /> : text('watch.full-screen')}
        </FilmButton>
      </div>
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

/** Shows the nearest film in full screen, or leaves it. */
export function toggleFullScreen(frame: Element | null): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen()
  // A browser that will not is left as it is: nothing is lost by it.
  else frame?.requestFullscreen().catch(() => undefined)
}

export function togglePictureInPicture(playback: Playback): void {
  if (document.pictureInPictureElement !== null) void document.exitPictureInPicture()
  else
    playback
      .element()
      ?.requestPictureInPicture()
      .catch(() => undefined)
}

function posterOf({ library, item, video }: { library: string; item: string; video: VideoView }): string | undefined {
  if (video.poster === null) return undefined
  return publishedAssetUrl({ library, item, version: video.poster, asset: 'poster.webp' })
}

function Caption({ playback, cues }: { playback: Playback; cues: readonly Cue[] }) {
  const words = usePlayback(playback, (state) => cueNow(cues, state)?.text ?? null)
  if (words === null) return null
  return (
    <p className={css.caption} aria-hidden="true">
      <span>{words}</span>
    </p>
  )
}

function Broken({ playback }: { playback: Playback }) {
  const isBroken = usePlayback(playback, (state) => state.isBroken)
  if (!isBroken) return null
  return (
    <div className={css.broken} role="alert">
      <p>{text('watch.not-playable')}</p>
      <p>{text('watch.not-playable-remedy')}</p>
    </div>
  )
}

function PlayButton({ playback, durationMs }: { playback: Playback; durationMs: number }) {
  const isPlaying = usePlayback(playback, (state) => state.isPlaying)
  const time = usePlayback(playback, ({ currentMs }) => writtenLength(currentMs))
  return (
    <>
      <button
        type="button"
        className={css.play}
        onClick={playback.toggle}
        aria-label={text(isPlaying ? 'watch.pause' : 'watch.play')}
      >
        <Icon of={isPlaying ? Pause : Play} size={18} />
      </button>
      <span className={css.clock}>{text('watch.clock', { time, all: writtenLength(durationMs) })}</span>
    </>
  )
}

/** A plain list of the browser's own: in full screen nothing else that floats would be seen. */
function SpeedChoice({ speed, onSpeed }: { speed: number; onSpeed: (speed: number) => void }) {
  const offered = speeds.some((each) => each === speed) ? speeds : [...speeds, speed].toSorted((a, b) => a - b)
  return (
    <select
      className={css.speed}
      aria-label={text('watch.speed')}
      value={speed}
      onChange={({ target }) => {
        onSpeed(Number(target.value))
        // Chosen with the mouse, it gives the keys back to the film.
        if (!target.matches(':focus-visible')) target.blur()
      }}
    >
      {offered.map((each) => (
        <option key={each} value={each}>
          {text('watch.speed-times', { speed: each })}
        </option>
      ))}
    </select>
  )
}

interface FilmButtonProps {
  label?: string
  pressed?: boolean
  /** Its words are left out where the film is narrow; the key still does it. */
  isLong?: boolean
  onPress: () => void
  children: ReactNode
}

function FilmButton({ label, pressed, isLong, onPress, children }: FilmButtonProps) {
  return (
    <button
      type="button"
      className={classes(css.filmButton, isLong && css.long)}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onPress}
    >
      {children}
    </button>
  )
}
