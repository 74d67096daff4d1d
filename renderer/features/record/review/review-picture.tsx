import { type PointerEvent, type SyntheticEvent, useRef, useState, useSyncExternalStore } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import type { Cover } from '../../../../domain/takes/edit.ts'
import { text } from '../../../app/messages/text.ts'
import { TakeVideo } from '../../../playback/take-video.tsx'
import { classes } from '../../../ui/classes.ts'
import { CoverBox } from './cover-box.tsx'
import { type Area, areaBetween, withNewCover } from './edit-covers.ts'
import { LayoutGhost } from './layout-ghost.tsx'
import css from './review-picture.module.css'
import { type ReviewPlayback, useIsPlaying, usePosition } from './review-playback.ts'
import type { Editing } from './use-editing.ts'

interface ReviewPictureProps {
  /** The recording, played by its pieces. */
  take: string
  /** Its proportions, once they are known. */
  frame: { width: number; height: number } | null
  playback: ReviewPlayback
  editing: Editing
  selection: Span | null
  cover: string | null
  onCover: (id: string | null) => void
  /** A rectangle is about to be drawn. */
  isDrawing: boolean
  onDrawn: (id: string) => void
  /** Is told how much of the recording is still to be composed. */
  onWaiting: (waitingMs: number) => void
}

/** The picture as it will be published: what is covered is covered here too. */
export function ReviewPicture(props: ReviewPictureProps) {
  const { take, playback, editing, selection, cover, onCover, isDrawing, onDrawn, onWaiting } = props
  const [shape, setShape] = useState(props.frame)
  const ratio = shape === null ? 16 / 9 : shape.width / shape.height
  const insert = useSyncExternalStore(playback.insert.subscribe, playback.insert.get)
  const video = {
    ...{ className: css.video, preload: 'auto', playsInline: true, 'aria-label': text('review.video') },
    ...{ ref: playback.attach, onClick: playback.toggle },
    onLoadedMetadata: (event: SyntheticEvent<HTMLVideoElement>) => {
      const { videoWidth: width, videoHeight: height } = event.currentTarget
      if (width > 0 && height > 0) setShape({ width, height })
    },
  } as const
  return (
    <div className={css.player}>
      <div className={css.room}>
        <div className={css.picture} style={{ aspectRatio: ratio, width: `min(100cqw, 100cqh * ${ratio})` }}>
          <TakeVideo
            key={take}
            take={take}
            skipped={editing.cuts}
            onPieces={({ view }) => onWaiting(view?.waitingMs ?? 0)}
            {...video}
          />
          {insert === null && (
            <Covers
              {...{ editing, playback, selection, cover, onCover, isDrawing, onDrawn }}
              frame={shape ?? { width: 16, height: 9 }}
            />
          )}
          {insert !== null && (
            <div className={css.insert}>
              <TakeVideo
                key={insert.take}
                take={insert.take}
                className={css.fitted}
                ref={playback.attachInsert}
                aria-label={text('review.replacement-video')}
                onClick={playback.toggle}
                onEnded={playback.onInsertEnded}
              />
              <p className={css.label}>{text('review.replaced-part')}</p>
            </div>
          )}
        </div>
      </div>
    </div>
  )
}

type CoversProps = Required<
  Pick<ReviewPictureProps, 'editing' | 'playback' | 'selection' | 'cover' | 'onCover' | 'isDrawing' | 'onDrawn'>
> & {
  frame: { width: number; height: number }
}

function Covers({ editing, playback, selection, cover, onCover, isDrawing, onDrawn, frame }: CoversProps) {
  const positionMs = usePosition(playback)
  const isPlaying = useIsPlaying(playback)
  const { edit } = editing
  const isShown = ({ fromMs, toMs }: Cover): boolean => positionMs >= fromMs && positionMs < toMs
  return (
    <>
      {edit.layouts !== null && <LayoutGhost layouts={edit.layouts} frame={frame} positionMs={positionMs} />}
      {edit.covers.filter(isShown).map((each) => (
        <CoverBox
          key={each.id}
          cover={each}
          editing={editing}
          isChosen={cover === each.id && !isPlaying}
          onChoose={() => {
            playback.pause()
            onCover(each.id)
          }}
        />
      ))}
      {isDrawing && (
        <Drawing
          onDrawn={(area) => {
            const id = crypto.randomUUID()
            const span = selection ?? { fromMs: positionMs, toMs: null }
            editing.applyEdit((before) => withNewCover(before, { id, area, ...span }, editing.take.durationMs))
            onDrawn(id)
          }}
        />
      )}
    </>
  )
}

const centre: Area = { x: 0.35, y: 0.4, width: 0.3, height: 0.2 }

/** Takes one rectangle: dragged over the picture, or by Enter one in its middle, to be moved by keys. */
function Drawing({ onDrawn }: { onDrawn: (area: Area) => void }) {
  const box = useRef<HTMLButtonElement>(null)
  const [from, setFrom] = useState<{ x: number; y: number } | null>(null)
  const [area, setArea] = useState<Area | null>(null)
  const pointAt = (event: PointerEvent): { x: number; y: number } => {
    const frame = box.current?.getBoundingClientRect()
    if (!frame) return { x: 0, y: 0 }
    const within = (fraction: number): number => Math.min(1, Math.max(0, fraction))
    return {
      x: within((event.clientX - frame.left) / frame.width),
      y: within((event.clientY - frame.top) / frame.height),
    }
  }
  return (
    <button
      ref={box}
      type="button"
      // biome-ignore lint/a11y/noAutofocus: it was asked for by a key or a button, and Enter takes a rectangle
      autoFocus
      className={css.drawing}
      aria-label={text('review.draw-cover')}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setFrom(pointAt(event))
      }}
      onPointerMove={(event) => from !== null && setArea(areaBetween(from, pointAt(event)))}
      onPointerUp={(event) => {
        if (from !== null && area !== null) onDrawn(areaBetween(from, pointAt(event)))
        setFrom(null)
      }}
      onClick={(event) => {
        // A press of Enter or Space has no place; a click without a drag takes nothing.
        if (event.detail === 0) onDrawn(centre)
      }}
    >
      {area === null && <span className={classes(css.label, css.middle)}>{text('review.draw-cover')}</span>}
      {area !== null && (
        <i
          className={css.drawn}
          style={{
            left: `${area.x * 100}%`,
            top: `${area.y * 100}%`,
            width: `${area.width * 100}%`,
            height: `${area.height * 100}%`,
          }}
        />
      )}
    </button>
  )
}
