import { type CSSProperties, useEffect, useRef } from 'react'
import type { Region } from '../../../../domain/takes/take.ts'
import css from './stage.module.css'

interface StreamVideoProps {
  stream: MediaStream
  /** What it shows, spoken. */
  label: string
  /** As in a mirror, which is how people know themselves. */
  mirrored?: boolean | undefined
  className?: string | undefined
  style?: CSSProperties | undefined
  /** Told whenever what comes in has another size. */
  onSize?: ((size: { width: number; height: number }) => void) | undefined
}

/** What a camera or a screen gives right now. Without sound: one would hear oneself. */
export function StreamVideo({ stream, label, mirrored, className, style, onSize }: StreamVideoProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    const element = video.current
    if (element) element.srcObject = stream
    return () => {
      // A picture that is no longer shown must not keep its frames coming.
      if (element) element.srcObject = null
    }
  }, [stream])
  return (
    <video
      ref={video}
      className={className}
      aria-label={label}
      style={{ ...style, ...(mirrored ? { transform: 'scaleX(-1)' } : {}) }}
      autoPlay
      muted
      onResize={({ currentTarget: { videoWidth, videoHeight } }) => {
        if (videoWidth > 0 && videoHeight > 0) onSize?.({ width: videoWidth, height: videoHeight })
      }}
      playsInline
    />
  )
}

/** A part of what a screen gives, as large as its place; all of it where no part is named. */
export function CroppedVideo({ region, ...rest }: Omit<StreamVideoProps, 'className'> & { region: Region | null }) {
  const { x, y, width, height } = region ?? { x: 0, y: 0, width: 1, height: 1 }
  return (
    <div className={css.crop}>
      <StreamVideo
        {...rest}
        className={css.cropped}
        style={{
          width: `${100 / width}%`,
          height: `${100 / height}%`,
          left: `${(-x / width) * 100}%`,
          top: `${(-y / height) * 100}%`,
        }}
      />
    </div>
  )
}
