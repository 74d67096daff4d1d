import { ALargeSmall, Maximize, Pause, Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { type Playback, usePlayback } from '../../playback/playback.ts'
import { speeds } from '../../playback/speeds.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { captionPlaces, captionSizes } from './caption-look.ts'
import { toggleFullScreen, togglePictureInPicture } from './film-screen.ts'
import css from './player.module.css'
import type { PlayerChoices } from './use-player-choices.ts'

interface FilmControlsProps {
  playback: Playback
  durationMs: number
  choices: PlayerChoices
  hasCaptions: boolean
  /** What full screen shows. */
  film: () => HTMLElement | null
}

/** The row below the picture. What floats over it would not be seen in full screen, so nothing here floats. */
export function FilmControls({ playback, durationMs, choices, hasCaptions, film }: FilmControlsProps) {
  const [isLookOpen, setLookOpen] = useState(false)
  const { skipsSilence, areCaptionsOn } = choices
  return (
    <div className={css.controls}>
      <PlayButton playback={playback} durationMs={durationMs} />
      <span className={css.spacer} />
      <SpeedChoice speed={choices.speed} onSpeed={choices.onSpeed} />
      {skipsSilence !== null && (
        <FilmButton label={text('watch.skip-silence')} pressed={skipsSilence} onPress={choices.onSkipSilence}>
          {text('watch.skip-silence')}
        </FilmButton>
      )}
      {hasCaptions && (
        <FilmButton label={text('watch.captions-label')} pressed={areCaptionsOn} onPress={choices.onCaptions}>
          {text('watch.captions')}
        </FilmButton>
      )}
      {hasCaptions && areCaptionsOn && (
        <FilmButton label={text('watch.caption-look')} isOpen={isLookOpen} onPress={() => setLookOpen(!isLookOpen)}>
          <Icon of={ALargeSmall} size={18} />
        </FilmButton>
      )}
      {document.pictureInPictureEnabled && (
        <FilmButton onPress={() => togglePictureInPicture(playback)} isLong>
          {text('watch.picture-in-picture')}
        </FilmButton>
      )}
      <FilmButton label={text('watch.full-screen')} onPress={() => toggleFullScreen(film())}>
        <span className={css.long}>{text('watch.full-screen')}</span>
        <span className={css.short}>
          <Icon of={Maximize} size={16} />
        </span>
      </FilmButton>
      {hasCaptions && areCaptionsOn && isLookOpen && <CaptionLookChoice choices={choices} />}
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

function SpeedChoice({ speed, onSpeed }: { speed: number; onSpeed: (speed: number) => void }) {
  const offered = speeds.some((each) => each === speed) ? speeds : [...speeds, speed].toSorted((a, b) => a - b)
  return (
    <FilmSelect
      label={text('watch.speed')}
      value={String(speed)}
      options={offered.map((each) => [String(each), text('watch.speed-times', { speed: each })] as const)}
      onChoose={(value) => onSpeed(Number(value))}
    />
  )
}

function CaptionLookChoice({ choices: { captionLook, onCaptionLook } }: { choices: PlayerChoices }) {
  return (
    <div className={css.look}>
      <FilmSelect
        label={text('watch.caption-size')}
        value={captionLook.size}
        options={captionSizes.map((size) => [size, text(`watch.caption-size-${size}`)] as const)}
        onChoose={(size) => onCaptionLook({ ...captionLook, size })}
      />
      <FilmSelect
        label={text('watch.caption-place')}
        value={captionLook.place}
        options={captionPlaces.map((place) => [place, text(`watch.caption-place-${place}`)] as const)}
        onChoose={(place) => onCaptionLook({ ...captionLook, place })}
      />
    </div>
  )
}

/** A plain list of the browser's own: in full screen nothing else that floats would be seen. */
function FilmSelect<Value extends string>({
  label,
  value,
  options,
  onChoose,
}: {
  label: string
  value: Value
  options: readonly (readonly [Value, string])[]
  onChoose: (value: Value) => void
}) {
  return (
    <select
      className={css.speed}
      aria-label={label}
      value={value}
      onChange={({ target }) => {
        const chosen = options.find(([each]) => each === target.value)
        if (chosen) onChoose(chosen[0])
        // Chosen with the mouse, it gives the keys back to the film.
        if (!target.matches(':focus-visible')) target.blur()
      }}
    >
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </select>
  )
}

interface FilmButtonProps {
  label?: string
  pressed?: boolean
  /** It opens more choices, and whether they are open. */
  isOpen?: boolean
  /** Its words are left out where the film is narrow; the key still does it. */
  isLong?: boolean
  onPress: () => void
  children: ReactNode
}

function FilmButton({ label, pressed, isOpen, isLong, onPress, children }: FilmButtonProps) {
  return (
    <button
      type="button"
      className={classes(css.filmButton, isLong && css.long)}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={isOpen}
      onClick={onPress}
    >
      {children}
    </button>
  )
}
