import { Redo2, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Span } from '../../../../domain/captions/cues.ts'
import type { Cover } from '../../../../domain/takes/edit.ts'
import { text } from '../../../app/messages/text.ts'
import { exactLength } from '../../../app/messages/when.ts'
import { IconButton, TextAction } from '../../../ui/button.tsx'
import { SegmentedControl } from '../../../ui/choice.tsx'
import { Kbd, Shortcut } from '../../../ui/kbd.tsx'
import { withCover, withoutCover } from './edit-covers.ts'
import css from './edit-tools.module.css'
import { savedBy } from './silence-choice.ts'
import type { Editing } from './use-editing.ts'

interface EditToolsProps {
  editing: Editing
  selection: Span | null
  onCut: () => void
  onSplit: () => void
  isDrawing: boolean
  onDraw: () => void
  cover: string | null
  onCover: (id: string | null) => void
  zoom: { level: number; greatest: number; onZoom: (level: number) => void }
  /** The pauses that could be cut out; null where nothing is known of the sound. */
  silences: readonly Span[] | null
  areSilencesOpen: boolean
  onSilences: () => void
  /** What opens beside: layout, sound and size. */
  layout: ReactNode
  output: ReactNode
  /** Records what is selected again. */
  onRecordAgain: () => void
}

/** What can be done to a recording, in one line under its timeline. */
export function EditTools(props: EditToolsProps) {
  const { editing, selection, onCut, onSplit, isDrawing, onDraw, cover, onCover, zoom, layout, output, onRecordAgain } =
    props
  const { silences, areSilencesOpen, onSilences } = props
  const { undo, redo, edit } = editing
  const chosen = edit.covers.find(({ id }) => id === cover)
  return (
    <div className={css.tools} role="toolbar" aria-label={text('review.tools')}>
      {silences !== null && (
        <TextAction
          leading={silences.length > 0}
          aria-expanded={areSilencesOpen}
          title={text('review.silences-hint')}
          onClick={onSilences}
        >
          {silences.length === 0
            ? text('review.silences-title')
            : text('review.silences', { count: silences.length, saved: exactLength(savedBy(silences)) })}
        </TextAction>
      )}
      <TextAction
        leading={selection !== null}
        disabled={selection === null}
        title={text('review.cut-hint')}
        onClick={onCut}
      >
        {text('review.cut')} <Kbd>X</Kbd>
      </TextAction>
      <TextAction title={text('review.split-hint')} onClick={onSplit}>
        {text('review.split')}
      </TextAction>
      <TextAction aria-pressed={isDrawing} title={text('review.blur-hint')} onClick={onDraw}>
        {text('review.blur')}
      </TextAction>
      {selection !== null && (
        <TextAction title={text('review.record-selection-hint')} onClick={onRecordAgain}>
          {text('review.record-selection-again')}
        </TextAction>
      )}
      {layout}
      {output}
      <span className={css.group}>
        <TextAction disabled={undo === null} onClick={() => undo?.()}>
          {text('common.undo')} <Shortcut keys={['mod', 'Z']} />
        </TextAction>
        <IconButton
          size="s"
          icon={Redo2}
          label={text('review.redo')}
          disabled={redo === null}
          onClick={() => redo?.()}
        />
      </span>
      {zoom.greatest > 1 && (
        <span className={css.group}>
          <IconButton
            size="s"
            icon={ZoomOut}
            label={text('review.zoom-out')}
            disabled={zoom.level <= 1}
            onClick={() => zoom.onZoom(zoom.level / 2)}
          />
          <IconButton
            size="s"
            icon={ZoomIn}
            label={text('review.zoom-in')}
            disabled={zoom.level >= zoom.greatest}
            onClick={() => zoom.onZoom(zoom.level * 2)}
          />
        </span>
      )}
      {chosen && <CoverTools cover={chosen} editing={editing} onDone={() => onCover(null)} />}
    </div>
  )
}

function CoverTools({ cover, editing, onDone }: { cover: Cover; editing: Editing; onDone: () => void }) {
  const { applyEdit, take } = editing
  return (
    <span className={css.cover}>
      <SegmentedControl
        label={text('review.cover-kind')}
        options={[
          { value: 'blur', label: text('review.cover-blur') },
          { value: 'solid', label: text('review.cover-black') },
        ]}
        value={cover.kind}
        onValueChange={(kind) => applyEdit((before) => withCover(before, cover.id, { kind }, take.durationMs))}
      />
      <TextAction
        onClick={() =>
          applyEdit((before) => withCover(before, cover.id, { fromMs: 0, toMs: take.durationMs }, take.durationMs))
        }
      >
        {text('review.cover-whole')}
      </TextAction>
      <TextAction
        onClick={() => {
          applyEdit((before) => withoutCover(before, cover.id))
          onDone()
        }}
      >
        {text('review.cover-remove')}
      </TextAction>
      <TextAction onClick={onDone}>{text('review.cover-done')}</TextAction>
    </span>
  )
}
