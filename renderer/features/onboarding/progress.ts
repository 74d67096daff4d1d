import type {
  AcknowledgementView,
  DocumentView,
  LearningPathView,
  RecordView,
  StepView,
  UpdateView,
  VideoItemView,
} from '../../../domain/views/records.ts'
import type { Position } from '../watch/position.ts'

/** What a step can be: something to watch, or to read. */
export type StepItem = UpdateView | VideoItemView | DocumentView

/**
 * How I stand with a step: `to-confirm` was gone through and asks for a word; `changed` was done, and is another version
 * now; `away` is withdrawn or has not arrived.
 */
export type StepState = 'todo' | 'begun' | 'to-confirm' | 'done' | 'changed' | 'away'

/** A step and how I stand with it. Lengths are in milliseconds. */
export interface PathStep {
  step: StepView
  section: string
  item: StepItem | null
  /** What I published and what waits on this device is called; null for anything else. */
  awaitedTitle: string | null
  state: StepState
  /** Between 0 and 1; 1 where it is done. */
  fraction: number
  lengthMs: number
  /** Where I stopped in its video; null where that is nowhere. */
  positionMs: number | null
  /** Everyone's latest word that they confirmed it, the newest first. */
  confirmations: AcknowledgementView[]
}

/** What is known about a path when its progress is told. */
export interface PathKnowledge {
  path: LearningPathView
  /** By item; null for one that is not here. */
  items: ReadonlyMap<string, RecordView | null>
  /** The version that I have done, by step. */
  done: ReadonlyMap<string, string>
  /** Where I stopped, by item. */
  positions: ReadonlyMap<string, Position>
  acknowledgements: readonly AcknowledgementView[]
  me: string
  /** What waits on this device to be published, by item: its title. */
  awaited: ReadonlyMap<string, string>
}

/** From here on a video counts as watched: what follows is a farewell. */
export const watchedFraction = 0.95

/** All steps of a path in their order. */
export function stepsOf(knowledge: PathKnowledge): PathStep[] {
  return knowledge.path.sections.flatMap((section) =>
    section.steps.map((step) => pathStep({ step, section: section.id, knowledge })),
  )
}

function pathStep({
  step,
  section,
  knowledge,
}: {
  step: StepView
  section: string
  knowledge: PathKnowledge
}): PathStep {
  const { items, done, positions, acknowledgements, me } = knowledge
  const item = stepItem(items.get(step.item) ?? null)
  const confirmations = latestByPerson(acknowledgements.filter((each) => each.step === step.id))
  const own = confirmations.find(({ person }) => person === me)
  const lengthMs = item === null ? 0 : lengthOf(item)
  const position = positions.get(step.item)
  const video = item !== null && item.kind !== 'document' ? item.video : null
  const positionMs = position && video && position.version === video.version && position.ms > 0 ? position.ms : null
  const doneVersions = [done.get(step.id), own?.version].filter((version) => version !== undefined)
  const state = stateOf({ item, step, doneVersions, isConfirmed: own !== undefined, positionMs })
  const begun = positionMs === null || lengthMs === 0 ? 0 : Math.min(positionMs / lengthMs, watchedFraction)
  const fraction = state === 'done' || state === 'changed' ? 1 : state === 'to-confirm' ? watchedFraction : begun
  const awaitedTitle = item === null ? (knowledge.awaited.get(step.item) ?? null) : null
  return { step, section, item, awaitedTitle, state, fraction, lengthMs, positionMs, confirmations }
}

function stateOf({
  item,
  step,
  doneVersions,
  isConfirmed,
  positionMs,
}: {
  item: StepItem | null
  step: StepView
  doneVersions: string[]
  isConfirmed: boolean
  positionMs: number | null
}): StepState {
  if (item === null) return 'away'
  if (doneVersions.length === 0) return positionMs === null ? 'todo' : 'begun'
  if (step.asksToConfirm && !isConfirmed) return 'to-confirm'
  return doneVersions.includes(item.version) ? 'done' : 'changed'
}

/** What a step shows; null for what is not here, and for kinds that are neither watched nor read. */
export function stepItem(view: RecordView | null): StepItem | null {
  if (view === null) return null
  return view.kind === 'update' || view.kind === 'video' || view.kind === 'document' ? view : null
}

/** How long something takes: to watch where it has a video, else to read; in milliseconds. */
export function lengthOf(item: StepItem): number {
  if (item.kind === 'document' || item.video === null) return item.readSec * 1000
  return item.video.durationMs
}

/** Of several words of one person only the newest counts. */
function latestByPerson(acknowledgements: readonly AcknowledgementView[]): AcknowledgementView[] {
  const newest = acknowledgements.toSorted((a, b) => b.atMs - a.atMs)
  return newest.filter((each, place) => newest.findIndex(({ person }) => person === each.person) === place)
}

/** How far I am in a path: in milliseconds, and between 0 and 1. A step without a length counts as half a minute. */
export function progressOf(steps: readonly PathStep[]): { doneMs: number; allMs: number; fraction: number } {
  const known = steps.filter(({ state }) => state !== 'away')
  const allMs = sum(known.map(({ lengthMs }) => lengthMs))
  const doneMs = sum(known.map(({ lengthMs, fraction }) => lengthMs * fraction))
  const weights = known.map(({ lengthMs }) => Math.max(lengthMs, leastWeightMs))
  const weighed = sum(known.map(({ fraction }, place) => fraction * (weights[place] ?? 0)))
  return { doneMs, allMs, fraction: known.length === 0 ? 0 : weighed / sum(weights) }
}

const leastWeightMs = 30_000

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * The step to go on with: one that was begun, else the first that is not done, else the first that changed since; null
 * where all is done.
 */
export function nextStep(steps: readonly PathStep[]): PathStep | null {
  const begun = steps.find(({ state }) => state === 'begun')
  const open = begun ?? steps.find(({ state }) => state === 'todo' || state === 'to-confirm')
  return open ?? steps.find(({ state }) => state === 'changed') ?? null
}

/** The steps before and after one, that are here; null at either end. */
export function stepsBeside(
  steps: readonly PathStep[],
  step: string,
): { before: PathStep | null; after: PathStep | null } {
  const place = steps.findIndex((each) => each.step.id === step)
  const isHere = ({ state }: PathStep): boolean => state !== 'away'
  if (place < 0) return { before: null, after: null }
  return { before: steps.slice(0, place).findLast(isHere) ?? null, after: steps.slice(place + 1).find(isHere) ?? null }
}
