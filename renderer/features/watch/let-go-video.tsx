import type { VideoView } from '../../../domain/views/records.ts'
import { publishedAssetUrl } from '../../api/media-url.ts'
import { text } from '../../app/messages/text.ts'
import css from './let-go-video.module.css'

interface LetGoVideoProps {
  library: string
  item: string
  video: VideoView
  /** After how many months its thread lets videos go; null where that has changed meanwhile. */
  months: number | null
}

/** In the place of a player: the picture that stayed, and that the video was let go. Nothing is on its way. */
export function LetGoVideo({ library, item, video, months }: LetGoVideoProps) {
  return (
    <div className={css.letGo} role="status">
      {video.poster !== null && (
        <img src={publishedAssetUrl({ library, item, version: video.poster, asset: 'poster.webp' })} alt="" />
      )}
      <p>{months === null ? text('watch.let-go') : text('watch.let-go-after', { months })}</p>
    </div>
  )
}
