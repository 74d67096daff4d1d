import css from './recording-dot.module.css'

/** The red dot: this is being recorded. Its words stand beside it. */
export function RecordingDot({ paused }: { paused?: boolean | undefined }) {
  return <span className={paused ? css.paused : css.dot} aria-hidden="true" />
}
