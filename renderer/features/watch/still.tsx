import { useEffect, useState } from 'react'
import { storyboardOf, tileAt } from '../../../domain/media/storyboard.ts'
import type { VideoView } from '../../../domain/views/records.ts'
import css from './player.module.css'

interface StillProps {
  url: string
  video: Pick<VideoView, 'durationMs' | 'width' | 'height'>
  atMs: number
}

/** The small still of a moment, once the picture that holds them all is here. */
export function Still({ url, video, atMs }: StillProps) {
  const isHere = useLoaded(url)
  if (!isHere) return null
  const storyboard = storyboardOf(video)
  const { x, y } = tileAt(storyboard, atMs)
  return (
    <span
      className={css.still}
      style={{
        width: storyboard.tileWidth,
        height: storyboard.tileHeight,
        backgroundImage: `url("${url}")`,
        backgroundPosition: `${-x}px ${-y}px`,
      }}
    />
  )
}

function useLoaded(url: string): boolean {
  const [loaded, setLoaded] = useState<string | null>(null)
  useEffect(() => {
    const picture = new Image()
    picture.onload = () => setLoaded(url)
    picture.src = url
    return () => {
      picture.onload = null
    }
  }, [url])
  return loaded === url
}
