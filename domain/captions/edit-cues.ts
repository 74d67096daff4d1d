import type { Cue } from './cues.ts'
import { tidyCueText } from './plain-text.ts'

/** A cue being edited; the id stays the same through every change, so that the place of the caret does. */
export interface EditedCue extends Cue {
  id: number
}

/** What is shorter cannot be read. */
const shortestCueMs = 200
const newCueMs = 2000

/** Cues with ids, in order. */
export function editedCues(cues: readonly Cue[]): EditedCue[] {
  return inOrder(cues.map((cue, id) => ({ ...cue, id })))
}

/** Other words for one cue; they may be empty while one writes. */
export function withText(cues: readonly EditedCue[], id: number, text: string): EditedCue[] {
  return cues.map((cue) => (cue.id === id ? { ...cue, text } : cue))
}

/** Other times for one cue: within the recording, and long enough to be read. */
export function withTimes(
  cues: readonly EditedCue[],
  id: number,
  { startMs, endMs, durationMs }: { startMs: number; endMs: number; durationMs: number },
): EditedCue[] {
  const fromMs = clamp(startMs, 0, Math.max(0, durationMs - shortestCueMs))
  const toMs = clamp(endMs, fromMs + shortestCueMs, Math.max(durationMs, fromMs + shortestCueMs))
  return inOrder(cues.map((cue) => (cue.id === id ? { ...cue, startMs: fromMs, endMs: toMs } : cue)))
}

/** One cue, or with an id of null all of them, said earlier (below 0) or later. */
export function shifted(
  cues: readonly EditedCue[],
  id: number | null,
  { byMs, durationMs }: { byMs: number; durationMs: number },
): EditedCue[] {
  const moved = id === null ? cues : cues.filter((cue) => cue.id === id)
  const first = Math.min(...moved.map(({ startMs }) => startMs))
  const last = Math.max(...moved.map(({ endMs }) => endMs))
  // All of them move alike, so that none is pressed against an end.
  const move = clamp(byMs, -first, Math.max(0, durationMs - last))
  return inOrder(
    cues.map((cue) =>
      id === null || cue.id === id ? { ...cue, startMs: cue.startMs + move, endMs: cue.endMs + move } : cue,
    ),
  )
}

/** Splits a cue's words at a character; each part takes its share of the time. Changes nothing at either end. */
export function splitAt(cues: readonly EditedCue[], id: number, character: number): EditedCue[] {
  const cue = cues.find((each) => each.id === id)
  const [before, after] = [cue?.text.slice(0, character).trim() ?? '', cue?.text.slice(character).trim() ?? '']
  if (cue === undefined || before === '' || after === '' || cue.endMs - cue.startMs < 2) return [...cues]
  const share = before.length / (before.length + after.length)
  const atMs = clamp(Math.round(cue.startMs + (cue.endMs - cue.startMs) * share), cue.startMs + 1, cue.endMs - 1)
  const parts = [
    { ...cue, endMs: atMs, text: before },
    { id: nextId(cues), startMs: atMs, endMs: cue.endMs, text: after },
  ]
  // Another one may be said at the same time, and begin between the two.
  return inOrder(cues.flatMap((each) => (each.id === id ? parts : [each])))
}

/** Joins a cue with the one behind it. */
export function joinedWithNext(cues: readonly EditedCue[], id: number): EditedCue[] {
  const place = cues.findIndex((each) => each.id === id)
  const [cue, next] = [cues[place], cues[place + 1]]
  if (cue === undefined || next === undefined) return [...cues]
  const text = [cue.text.trim(), next.text.trim()].filter((words) => words !== '').join(' ')
  const joined = { ...cue, endMs: Math.max(cue.endMs, next.endMs), text }
  return cues.flatMap((each) => (each === cue ? [joined] : each === next ? [] : [each]))
}

/** A new, empty cue from a moment to the next cue, two seconds at most; its id comes with it. */
export function withNewCue(
  cues: readonly EditedCue[],
  { atMs, durationMs }: { atMs: number; durationMs: number },
): { cues: EditedCue[]; id: number } {
  const id = nextId(cues)
  const startMs = clamp(Math.round(atMs), 0, Math.max(0, durationMs - shortestCueMs))
  const nextMs = cues.find((cue) => cue.startMs > startMs)?.startMs ?? durationMs
  const endMs = Math.max(startMs + shortestCueMs, Math.min(startMs + newCueMs, nextMs))
  return { cues: inOrder([...cues, { id, startMs, endMs, text: '' }]), id }
}

export function withoutCue(cues: readonly EditedCue[], id: number): EditedCue[] {
  return cues.filter((cue) => cue.id !== id)
}

/** How often some words stand in the cues, whatever their case. */
export function countOf(cues: readonly EditedCue[], words: string): number {
  if (words === '') return 0
  return cues.reduce((sum, { text }) => sum + [...text.matchAll(pattern(words))].length, 0)
}

/** Other words wherever some stand, whatever their case. */
export function replacedAll(cues: readonly EditedCue[], words: string, by: string): EditedCue[] {
  if (words === '') return [...cues]
  // A function, since "$&" is an ordinary text here.
  return cues.map((cue) => ({ ...cue, text: cue.text.replace(pattern(words), () => by) }))
}

/** The cues as they are published: those with words. */
export function plainCues(cues: readonly EditedCue[]): Cue[] {
  return cues
    .map(({ startMs, endMs, text }) => ({ startMs, endMs, text: tidyCueText(text) }))
    .filter(({ text }) => text !== '')
}

function pattern(words: string): RegExp {
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu')
}

function nextId(cues: readonly EditedCue[]): number {
  return Math.max(-1, ...cues.map(({ id }) => id)) + 1
}

function inOrder(cues: EditedCue[]): EditedCue[] {
  return cues.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs || a.id - b.id)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
