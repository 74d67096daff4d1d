import { useDroppable } from '@dnd-kit/core'
import { Ellipsis } from 'lucide-react'
import type { RecordView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { Menu } from '../../ui/menu.tsx'
import { AddStep } from './add-step.tsx'
import type { DraftSection, DraftStep } from './path-draft.ts'
import css from './path-edit.module.css'
import { StepEditor } from './step-editor.tsx'

interface SectionEditorProps {
  library: string
  path: string | null
  section: DraftSection
  number: number
  sections: readonly DraftSection[]
  items: ReadonlyMap<string, RecordView | null> | undefined
  isUntitled: boolean
  titleOf: (step: DraftStep) => string
  /** The step that is being dragged; null where none is. */
  dragged: string | null
  onChange: (section: DraftSection) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onAdd: (step: DraftStep) => void
  /** A document is about to be written for this section. */
  onWrite: () => void
  onMoveStep: (step: string, by: -1 | 1) => void
  onMoveTo: (step: string, section: string) => void
  onRemoveStep: (step: string) => void
}

/** Tells a section from a step where something is let go. */
export const sectionPrefix = 'section:'

/** One section: its title, its steps, and what adds one. */
export function SectionEditor(props: SectionEditorProps) {
  const { section, number, sections, items, dragged, titleOf, onChange } = props
  const { setNodeRef, isOver } = useDroppable({ id: `${sectionPrefix}${section.id}` })
  const isEmpty = section.steps.length === 0
  return (
    <section ref={setNodeRef} className={css.section} aria-label={text('onboarding.section', { number })}>
      <div className={css.sectionHead}>
        <Field
          className={css.sectionTitle}
          label={text('onboarding.section-title', { number })}
          labelHidden
          error={props.isUntitled ? text('onboarding.section-missing') : undefined}
        >
          <TextInput
            value={section.title}
            maxLength={200}
            placeholder={text('onboarding.section-example')}
            onValueChange={(title) => onChange({ ...section, title })}
          />
        </Field>
        <Menu
          trigger={<IconButton icon={Ellipsis} label={text('onboarding.section-more', { number })} />}
          items={[
            { label: text('onboarding.section-up'), disabled: number === 1, onSelect: () => props.onMove(-1) },
            {
              label: text('onboarding.section-down'),
              disabled: number === sections.length,
              onSelect: () => props.onMove(1),
            },
            'line',
            { label: text('onboarding.section-remove'), disabled: sections.length === 1, onSelect: props.onRemove },
          ]}
        />
      </div>
      <ol className={css.steps}>
        {isEmpty && (
          <li className={classes(css.none, isOver && css.dropHere)}>{text('onboarding.no-steps-in-section')}</li>
        )}
        {section.steps.map((step, place) => (
          <StepEditor
            key={step.id}
            library={props.library}
            step={step}
            number={place + 1}
            view={items?.get(step.item) ?? null}
            title={titleOf(step)}
            others={sections.filter(({ id }) => id !== section.id)}
            isDragged={dragged === step.id}
            comesFromAbove={section.steps.slice(0, place).some(({ id }) => id === dragged)}
            isFirst={place === 0 && number === 1}
            isLast={place === section.steps.length - 1 && number === sections.length}
            onChange={(changed) =>
              onChange({ ...section, steps: section.steps.map((each) => (each.id === changed.id ? changed : each)) })
            }
            onMove={(by) => props.onMoveStep(step.id, by)}
            onMoveTo={(target) => props.onMoveTo(step.id, target)}
            onRemove={() => props.onRemoveStep(step.id)}
          />
        ))}
      </ol>
      <div className={css.add}>
        <AddStep
          library={props.library}
          path={props.path}
          number={number}
          inPath={new Set(sections.flatMap(({ steps }) => steps.map(({ item }) => item)))}
          onAdd={props.onAdd}
          onWrite={props.onWrite}
        />
      </div>
    </section>
  )
}
