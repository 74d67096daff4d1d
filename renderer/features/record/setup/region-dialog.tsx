import { type PointerEvent, useRef, useState } from 'react'
import type { Region } from '../../../../domain/takes/take.ts'
import { text } from '../../../app/messages/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { middlePart, regionBetween, regionByKey, regionMoved } from './region.ts'
import css from './region-dialog.module.css'
import { CroppedVideo } from './stream-video.tsx'

interface RegionDialogProps {
  stream: MediaStream
  region: Region | null
  onChoose: (region: Region | null) => void
  onClose: () => void
}

interface Point {
  x: number
  y: number
}

/** Draws the part of a screen that is published, on the screen's own live picture. */
export function RegionDialog({ stream, region, onChoose, onClose }: RegionDialogProps) {
  const [chosen, setChosen] = useState<Region>(region ?? middlePart)
  const [ratio, setRatio] = useState(16 / 9)
  const choose = (part: Region | null): void => {
    onChoose(part)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      width="l"
      title={text('record.region-title')}
      description={text('record.region-lead')}
      actions={
        <>
          <Button onClick={() => choose(null)}>{text('record.region-whole')}</Button>
          <Button variant="primary" onClick={() => choose(chosen)}>
            {text('record.region-use')}
          </Button>
        </>
      }
    >
      <Drawing chosen={chosen} ratio={ratio} onChange={setChosen}>
        <CroppedVideo
          stream={stream}
          region={null}
          label={text('record.screen-preview')}
          onSize={({ width, height }) => setRatio(width / height)}
        />
      </Drawing>
    </Dialog>
  )
}

interface DrawingProps {
  chosen: Region
  ratio: number
  onChange: (region: Region) => void
  children: React.ReactNode
}

/** A drag on the picture draws a part anew, one that begins within the part moves it; keys do both. */
function Drawing({ chosen, ratio, onChange, children }: DrawingProps) {
  const drag = useRef<{ from: Point; moved: Region | null } | null>(null)
  const pointed = (event: PointerEvent<HTMLElement>): Point => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height }
  }
  const onMove = (event: PointerEvent<HTMLElement>): void => {
    if (drag.current === null) return
    const { from, moved } = drag.current
    const to = pointed(event)
    const next = moved ? regionMoved(moved, { x: to.x - from.x, y: to.y - from.y }) : regionBetween(from, to)
    if (next) onChange(next)
  }
  const { x, y, width, height } = chosen
  const percent = (part: number): string => `${part * 100}%`
  return (
    <div
      className={css.picture}
      style={{ aspectRatio: String(ratio), '--ratio': ratio }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const from = pointed(event)
        drag.current = { from, moved: isWithin(from, chosen) ? chosen : null }
      }}
      onPointerMove={onMove}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
    >
      {children}
      <button
        type="button"
        className={css.part}
        style={{ left: percent(x), top: percent(y), width: percent(width), height: percent(height) }}
        aria-label={text('record.region-part', {
          width: Math.round(width * 100),
          height: Math.round(height * 100),
          left: Math.round(x * 100),
          top: Math.round(y * 100),
        })}
        onKeyDown={(event) => {
          const next = regionByKey(chosen, { key: event.key, isSizing: event.shiftKey })
          if (next === null) return
          event.preventDefault()
          onChange(next)
        }}
      />
    </div>
  )
}

function isWithin({ x, y }: Point, region: Region): boolean {
  return x > region.x && y > region.y && x < region.x + region.width && y < region.y + region.height
}
