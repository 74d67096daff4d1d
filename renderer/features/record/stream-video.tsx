import { useEffect, useRef } from 'react'

interface StreamVideoProps {
  stream: MediaStream
  /** What it shows, spoken. */
  label: string
  /** As in a mirror, which is how people know themselves. */
  mirrored?: boolean | undefined
  className?: string | undefined
  /** Told whenever what comes in has another size. */
  onSize?: ((size: { width: number; height: number }) => void) | undefined
}

/** What a camera or a screen gives right now. Without sound: one would hear oneself. */
export function StreamVideo({ stream, label, mirrored, className, onSize }: StreamVideoProps) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current) video.current.srcObject = stream
  }, [stream])
  return (
    <video
      ref={video}
      className={className}
      aria-label={label}
      style={mirrored ? { transform: 'scaleX(-1)' } : {}}
      autoPlay
      muted
      onResize={({ currentTarget: { videoWidth, videoHeight } }) =>
        onSize?.({ width: videoWidth, height: videoHeight })
      }
      playsInline
    />
  )
}
