import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  DragOverlay,
  type DragStartEvent,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { useState } from 'react'
import type { RecordView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import {
  type DraftStep,
  draggedOnto,
  movedSection,
  movedStep,
  type PathDraft,
  placedStep,
  standingOf,
  withoutSection,
  withoutStep,
  withSection,
  withStep,
} from './path-draft.ts'
import css from './path-edit.module.css'
import { SectionEditor, sectionPrefix } from './section-editor.tsx'

interface SectionsEditorProps {
  library: string
  path: string | null
  form: PathDraft
  /** Undefined while they are being looked up. */
  items: ReadonlyMap<string, RecordView | null> | undefined
  /** Sections that lack a title, where that is to be said. */
  untitled: readonly string[]
  onChange: (form: PathDraft) => void
}

/** The sections of a path with their steps: ordered by drag, by their menus, or with Alt and the arrow keys. */
export function SectionsEditor({ library, path, form, items, untitled, onChange }: SectionsEditorProps) {
  const [said, setSaid] = useState('')
  const [dragged, setDragged] = useState<string | null>(null)
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }))
  const steps = form.sections.flatMap((section) => section.steps)
  const titleOf = (step: DraftStep): string => titleOfDraftStep(step, items?.get(step.item) ?? null)
  const titleById = (id: string): string => {
    const step = steps.find((each) => each.id === id)
    return step === undefined ? '' : titleOf(step)
  }
  const settle = (next: PathDraft, step: string): void => {
    if (next === form) return
    onChange(next)
    const at = standingOf(next, step)
    if (at === null) return
    const { section, place, count } = at
    setSaid(text('onboarding.step-moved', { title: titleById(step), place, count, section: section.title }))
  }
  const onDragStart = ({ active }: DragStartEvent): void => setDragged(String(active.id))
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={stepsFirst}
      accessibility={{ announcements: silent, screenReaderInstructions: { draggable: text('onboarding.drag-hint') } }}
      onDragStart={onDragStart}
      onDragCancel={() => setDragged(null)}
      onDragEnd={({ active, over }) => {
        setDragged(null)
        if (over === null) return
        const step = String(active.id)
        settle(draggedOnto(form, { step, over: targetOf(over.id) }), step)
      }}
    >
      {form.sections.map((section, place) => (
        <SectionEditor
          key={section.id}
          library={library}
          path={path}
          section={section}
          number={place + 1}
          sections={form.sections}
          items={items}
          isUntitled={untitled.includes(section.id)}
          titleOf={titleOf}
          dragged={dragged}
          onChange={(changed) => onChange(withSection(form, changed))}
          onMove={(by) => onChange(movedSection(form, section.id, by))}
          onRemove={() => onChange(withoutSection(form, section.id))}
          onAdd={(step) => onChange(withStep(form, { section: section.id, step }))}
          onWrite={() => onChange({ ...form, writingFor: section.id })}
          onMoveStep={(step, by) => settle(movedStep(form, step, by), step)}
          onMoveTo={(step, target) => settle(atEndOf(form, step, target), step)}
          onRemoveStep={(step) => onChange(withoutStep(form, step))}
        />
      ))}
      <DragOverlay dropAnimation={null}>
        {dragged !== null && <div className={css.floating}>{titleById(dragged)}</div>}
      </DragOverlay>
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
    </DndContext>
  )
}

/** What a step of a draft is called: as one named it, else as its item is called, also before that is in the folder. */
function titleOfDraftStep(step: DraftStep, view: RecordView | null): string {
  if (step.title.trim() !== '') return step.title
  if (view !== null && 'title' in view) return view.title
  return step.itemTitle === '' ? text('onboarding.step-away') : step.itemTitle
}

function atEndOf(form: PathDraft, step: string, section: string): PathDraft {
  return placedStep(form, { step, section, place: Number.MAX_SAFE_INTEGER })
}

/** A step under the pointer goes before the section around it; outside all of them the nearest is meant. */
const stepsFirst: CollisionDetection = (args) => {
  const within = pointerWithin(args)
  const onSteps = within.filter(({ id }) => !isSectionId(id))
  if (onSteps.length > 0) return onSteps
  return within.length > 0 ? within : closestCenter(args)
}

const isSectionId = (id: string | number): boolean => String(id).startsWith(sectionPrefix)

/** What one let go over: ids of steps and of sections are told apart by a prefix. */
function targetOf(id: string | number): { step: string } | { section: string } {
  return isSectionId(id) ? { section: String(id).slice(sectionPrefix.length) } : { step: String(id) }
}

/** Where a step came to rest is said once, in our own words. */
const silent = {
  onDragStart: ({ active }: { active: { id: string | number } }) => (active.id === '' ? '' : undefined),
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
}
