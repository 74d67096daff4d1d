import type { Awaiting } from '../../../domain/catch-up/awaiting.ts'
import { publishedAssetUrl } from '../../api/media-url.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength, writtenSize } from '../../app/messages/when.ts'
import { goTo } from '../../app/route.ts'
import { Pill } from '../../ui/pill.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import { playPlaceOf } from './places.ts'

interface AwaitingAsideProps {
  item: Awaiting
  name: string
}

/** At the right of a row: its video, or that it is on its way, or that it is a decision. */
export function AwaitingAside({ item, name }: AwaitingAsideProps) {
  if (item.kind === 'decision') return <Pill tone="accent">{text('catch-up.decision')}</Pill>
  if (item.kind === 'comment') {
    const { ms } = item.view.on
    return ms === null ? null : <Pill>{text('catch-up.at', { time: writtenLength(ms) })}</Pill>
  }
  const { library, view } = item
  const { video } = view
  if (video === null) return null
  if (video.letGo) return <Pill>{text('common.video-let-go')}</Pill>
  if (!video.isHere) return <Thumb awaited={writtenSize(video.sizeBytes)} />
  const poster =
    video.poster === null
      ? undefined
      : publishedAssetUrl({ library, item: view.id, version: video.poster, asset: 'poster.webp' })
  return (
    <Thumb
      poster={poster}
      length={writtenLength(video.durationMs)}
      label={text('catch-up.play-of', { name })}
      onPlay={() => goTo(playPlaceOf(item))}
    />
  )
}
