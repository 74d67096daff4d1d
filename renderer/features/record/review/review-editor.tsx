import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import { lengthMsOf, partsOf } from '../../../../domain/takes/edit.ts'
import { withCut } from '../../../../domain/takes/edit-cuts.ts'
import type { TakeView } from '../../../../domain/takes/view.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenLength, writtenTenths } from '../../../app/messages/when.ts'
import { IconButton } from '../../../ui/button.tsx'
import type { Mark } from '../publish/draft.ts'
import { ChapterList } from './chapter-list.tsx'
import { useLevels } from './edit-levels.ts'
import { type NamedChapter, spanOfChapter, withMark, withoutMark } from './edit-marks.ts'
import css from './edit-tools.module.css'
import { EditTools } from './edit-tools.tsx'
import { LayoutPanel } from './layout-panel.tsx'
import { OutputPanel } from './output-panel.tsx'
import { type ReviewAction, useReviewKeys } from './review-keys.ts'
import { ReviewPicture } from './review-picture.tsx'
import { type ReviewPlayback, useIsPlaying, usePosition } from './review-playback.ts'
import { SilenceBar, useSilences } from './silence-bar.tsx'
import { Timeline } from './timeline.tsx'
import { greatestZoom, partAt } from './timeline-steps.ts'
import type { Editing } from './use-editing.ts'

interface ReviewEditorProps {
  view: TakeView
  editing: Editing
  playback: ReviewPlayback
  chapters: readonly NamedChapter[]
  marks: readonly Mark[]
  bytesPerSecond: number | null
  onRecordAgain: (span: Span, name: string) => void
}

/** Plays a recording as it will be published, and cuts, covers and rearranges it. */
export function ReviewEditor(props: ReviewEditorProps) {
  const { view, editing, playback, chapters, marks, bytesPerSecond, onRecordAgain } = props
  const [selection, setSelection] = useState<Span | null>(null)
  const [offered, setOffered] = useState<readonly Span[]>([])
  const [cover, setCover] = useState<string | null>(null)
  const [isDrawing, setDrawing] = useState(false)
  const [zoom, setZoom] = useState(1)
  const [areSilencesOpen, setSilencesOpen] = useState(false)
  const [waitingMs, setWaitingMs] = useState(0)
  const levels = useLevels(view.take.id)
  const { take, cuts, splits, edit, apply, applyEdit } = editing
  const { durationMs } = take
  const silences = useSilences(levels, cuts)
  const keptMs = lengthMsOf(partsOf(edit, take))
  const greatest = greatestZoom(durationMs)
  const hasCamera = view.sources.screen !== null && view.sources.camera !== null

  const cut = (): void => {
    if (selection === null) return
    applyEdit((before) => withCut(before, [selection], take))
    setSelection(null)
  }
  const split = (): void => {
    const atMs = Math.round(playback.position.get())
    apply((before) =>
      before.splits.includes(atMs) ? before : { ...before, splits: [...before.splits, atMs].sort((a, b) => a - b) },
    )
  }
  const select = (change: Partial<Span>): void => {
    const { fromMs, toMs } = { ...(selection ?? { fromMs: 0, toMs: durationMs }), ...change }
    const isForward = toMs > fromMs
    if (isForward) setSelection({ fromMs, toMs })
    else setSelection(change.fromMs === undefined ? { fromMs: 0, toMs } : { fromMs, toMs: durationMs })
  }
  const changeMark = (id: string, change: Partial<Mark>, gesture: string | null = null): void =>
    apply((before) => {
      const all = before.marks ?? marks
      const mark = all.find((each) => each.id === id)
      return mark === undefined ? before : { ...before, marks: withMark(all, { ...mark, ...change }, durationMs) }
    }, gesture)
  const act = (action: ReviewAction): void => {
    const atMs = playback.position.get()
    switch (action.do) {
      case 'toggle':
        playback.toggle()
        return
      case 'skip':
        playback.seek(atMs + action.byMs)
        return
      case 'ends':
        playback.seek(action.isEnd ? durationMs : 0)
        return
      case 'in':
        select({ fromMs: atMs })
        return
      case 'out':
        select({ toMs: atMs })
        return
      case 'part': {
        const borders = [...splits, ...cuts.flatMap(({ fromMs, toMs }) => [fromMs, toMs])]
        setSelection(partAt(atMs, { borders, durationMs }))
        return
      }
      case 'cut':
        cut()
        return
      case 'split':
        split()
        return
      case 'blur':
        playback.pause()
        setDrawing(!isDrawing)
        return
      case 'clear':
        setSelection(null)
        setCover(null)
        setDrawing(false)
        setSilencesOpen(false)
        return
      case 'undo':
        editing.undo?.()
        return
      case 'redo':
        editing.redo?.()
        return
      case 'zoom-in':
        setZoom(Math.min(greatest, zoom * 2))
        return
      case 'zoom-out':
        setZoom(Math.max(1, zoom / 2))
        return
      default:
        action satisfies never
    }
  }
  useReviewKeys(act)
  return (
    <>
      <ReviewPicture
        take={view.take.id}
        frame={view.sources.screen}
        {...{ playback, editing, selection, cover, isDrawing }}
        onCover={setCover}
        onDrawn={(id) => {
          setDrawing(false)
          setCover(id)
        }}
        onWaiting={setWaitingMs}
      />
      <Timeline
        {...{ editing, playback, levels, chapters, zoom, selection, offered, cover }}
        onSelect={setSelection}
        onCover={setCover}
      />
      <div className={css.below}>
        <div className={css.line}>
          <PlayButton playback={playback} />
          <span role="status" className={css.waiting}>
            {waitingMs > 0 && text('review.waiting', { length: writtenLength(Math.max(1000, waitingMs)) })}
          </span>
          <span className={css.kept}>{keptWords({ keptMs, durationMs })}</span>
        </div>
        <EditTools
          {...{ editing, selection, isDrawing, cover }}
          onCut={cut}
          onSplit={split}
          onDraw={() => act({ do: 'blur' })}
          onCover={setCover}
          zoom={{ level: zoom, greatest, onZoom: setZoom }}
          silences={levels.levelsDb.length === 0 ? null : silences}
          areSilencesOpen={areSilencesOpen}
          onSilences={() => setSilencesOpen(!areSilencesOpen)}
          layout={hasCamera && <LayoutPanel editing={editing} playback={playback} recorded={view.layouts} />}
          output={<OutputPanel {...{ editing, playback, keptMs, bytesPerSecond }} take={view.take.id} />}
          onRecordAgain={() => selection !== null && onRecordAgain(selection, '')}
        />
        {areSilencesOpen && (
          <SilenceBar {...{ editing, levels }} onOffer={setOffered} onClose={() => setSilencesOpen(false)} />
        )}
        <ChapterList
          chapters={chapters}
          onSeek={playback.seek}
          onRecordAgain={(chapter) => onRecordAgain(spanOfChapter(chapters, { ...chapter, durationMs }), chapter.name)}
          onRename={(id, name) => changeMark(id, { name }, `name-${id}`)}
          onMoveHere={(id) => changeMark(id, { startMs: playback.position.get() })}
          onRemove={(id) => apply((before) => ({ ...before, marks: withoutMark(before.marks ?? marks, id) }))}
          onAdd={() => {
            const mark = { id: crypto.randomUUID(), startMs: playback.position.get(), name: '' }
            apply((before) => ({ ...before, marks: withMark(before.marks ?? marks, mark, durationMs) }))
          }}
        />
      </div>
    </>
  )
}

/** Plays and pauses, and says where it is. */
function PlayButton({ playback }: { playback: ReviewPlayback }) {
  const isPlaying = useIsPlaying(playback)
  const positionMs = usePosition(playback)
  return (
    <>
      <IconButton
        icon={isPlaying ? Pause : Play}
        size="s"
        label={isPlaying ? text('review.pause') : text('review.play')}
        onClick={playback.toggle}
      />
      <span>{writtenTenths(positionMs)}</span>
    </>
  )
}

function keptWords({ keptMs, durationMs }: { keptMs: number; durationMs: number }): string {
  const whole = writtenLength(durationMs)
  if (keptMs > durationMs + 50) return text('review.kept-longer', { kept: writtenLength(keptMs) })
  if (Math.abs(durationMs - keptMs) < 50) return text('review.kept-all', { whole })
  return text('review.kept', { kept: writtenLength(keptMs), whole })
}
