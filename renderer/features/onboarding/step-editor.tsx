import { useDraggable, useDroppable } from '@dnd-kit/core'
import { Ellipsis, GripVertical } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { RecordView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { classes } from '../../ui/classes.ts'
import { TextInput } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Note } from '../../ui/words.tsx'
import type { DraftSection, DraftStep } from './path-draft.ts'
import css from './path-edit.module.css'
import { lengthOf, stepItem } from './progress.ts'
import { kindAndLength } from './step-words.ts'

interface StepEditorProps {
  library: string
  step: DraftStep
  number: number
  view: RecordView | null
  title: string
  /** The sections to which it could go. */
  others: readonly DraftSection[]
  isDragged: boolean
  /** What is being dragged comes from above, and so would stand behind this one. */
  comesFromAbove: boolean
  isFirst: boolean
  isLast: boolean
  onChange: (step: DraftStep) => void
  onMove: (by: -1 | 1) => void
  onMoveTo: (section: string) => void
  onRemove: () => void
}

/** One step as it is being arranged. */
export function StepEditor(props: StepEditorProps) {
  const { step, number, view, title, others, onChange, onMove } = props
  const [isRenaming, setRenaming] = useState(false)
  const drag = useDraggable({ id: step.id })
  const drop = useDroppable({ id: step.id })
  const item = stepItem(view)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
    keepFocus(step.id)
  }
  const isTarget = drop.isOver && !props.isDragged
  return (
    <li
      ref={drop.setNodeRef}
      className={classes(
        css.step,
        props.isDragged && css.lifted,
        isTarget && (props.comesFromAbove ? css.dropAfter : css.dropBefore),
      )}
      onKeyDown={onKeyDown}
    >
      <button
        ref={drag.setNodeRef}
        type="button"
        {...drag.listeners}
        id={gripId(step.id)}
        className={css.grip}
        aria-label={text('onboarding.drag', { title })}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        title={text('onboarding.drag-hint')}
      >
        <Icon of={GripVertical} size={16} />
      </button>
      <div className={css.stepWords}>
        {isRenaming || step.title !== '' ? (
          <TextInput
            size="s"
            value={step.title}
            maxLength={200}
            aria-label={text('onboarding.step-title', { number })}
            placeholder={title}
            onValueChange={(own) => onChange({ ...step, title: own })}
          />
        ) : (
          title
        )}
        <Note>{item === null ? awaitedWords(step) : kindAndLength(item, roughLength(lengthOf(item)))}</Note>
      </div>
      <div className={css.stepConfirm}>
        <Checkbox
          label={text('onboarding.step-confirm')}
          checked={step.asksToConfirm}
          onCheckedChange={(asksToConfirm) => onChange({ ...step, asksToConfirm })}
        />
      </div>
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={text('onboarding.step-more', { title })} />}
        items={[
          { label: text('onboarding.step-up'), disabled: props.isFirst, onSelect: () => onMove(-1) },
          { label: text('onboarding.step-down'), disabled: props.isLast, onSelect: () => onMove(1) },
          ...others.map(({ id, title: section }, place) => ({
            label: text('onboarding.step-to', {
              section: section || text('onboarding.section', { number: place + 1 }),
            }),
            onSelect: () => props.onMoveTo(id),
          })),
          'line',
          { label: text('onboarding.step-rename'), onSelect: () => setRenaming(true) },
          { label: text('onboarding.step-remove'), onSelect: props.onRemove },
        ]}
      />
    </li>
  )
}

const awaitedWords = ({ itemTitle }: DraftStep): string =>
  text(itemTitle === '' ? 'onboarding.step-away-lead' : 'onboarding.step-awaited')

const gripId = (step: string): string => `grip-${step}`

/** A step that went into another section is drawn anew there; the focus goes with it. */
function keepFocus(step: string): void {
  requestAnimationFrame(() => document.getElementById(gripId(step))?.focus())
}
