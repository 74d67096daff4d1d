import { useState } from 'react'
import { text } from '../app/messages/text.ts'
import { classes } from './classes.ts'
import css from './thumb.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

interface ThumbProps {
  /** Address of the poster; without one an empty frame is shown. */
  poster?: string | undefined
  /** Written length: "2:10". */
  length?: string | undefined
  /** Written size of a video that has not arrived: "30 MB". The words can be read meanwhile. */
  awaited?: string | undefined
  /** Makes it a button. */
  onPlay?: (() => void) | undefined
  /** Spoken name of that button, before the length: "Play Mara's update". */
  label?: string | undefined
}

/** A small picture of a video at the right of its words, 148 × 84. */
export function Thumb({ poster, length, awaited, onPlay, label }: ThumbProps) {
  if (awaited !== undefined) {
    return (
      <span className={classes(css.thumb, css.awaited)}>
        <span>{text('common.video-not-here')}</span>
        <span className={css.size}>{awaited}</span>
      </span>
    )
  }
  const inside = (
    <>
      {poster !== undefined && <Poster source={poster} />}
      {label !== undefined && <VisuallyHidden>{label}</VisuallyHidden>}
      {length !== undefined && <span className={css.length}>{length}</span>}
    </>
  )
  if (onPlay === undefined) return <span className={css.thumb}>{inside}</span>
  return (
    <button type="button" className={classes(css.thumb, css.live)} onClick={onPlay}>
      {inside}
    </button>
  )
}

/** A poster that cannot be fetched leaves the plain frame behind instead of a torn picture. */
function Poster({ source }: { source: string }) {
  const [lost, setLost] = useState(false)
  if (lost) return null
  return <img className={css.poster} src={source} alt="" loading="lazy" onError={() => setLost(true)} />
}
