import type { DecisionView, LearningPathView, MomentView, ThreadView, UpdateView } from '../views/records.ts'

/** How a text says things in the reader's language; each is a whole phrase. */
export interface PlainTextWords {
  /** "Mara Olsen, 19 November 2026" */
  by(about: { name: string; atMs: number }): string
  /** "Decided by Aya and Mara, 12 November 2026" */
  decidedBy(about: { names: string[]; atMs: number }): string
  /** "Asks Ines, by 21 November 2026: Which queue?" `byWhen` is a local date. */
  asks(ask: { names: string[]; byWhen: string; text: string }): string
  /** "What is in the way (0:38)" */
  at(place: { label: string; time: string }): string
  /** "In the way: the ledger job retries" */
  inTheWay(text: string): string
  saidOnly: string
  nothing: string
  why: string
  evidence: string
  replacedBy(title: string): string
  replaces(title: string): string
}

/** What the text needs to know of the library around a thing. */
export interface PlainTextPlace {
  words: PlainTextWords
  nameOf(person: string): string
  /** The title of something that is referred to; null where it is not here. */
  titleOf(item: string): string | null
}

/** A place in a video as a clock shows it: "0:09", "2:10", "1:02:03". */
export function clockTime(ms: number): string {
  const wholeSec = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const [hours, minutes, seconds] = [Math.floor(wholeSec / 3600), Math.floor(wholeSec / 60) % 60, wholeSec % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** An update as text for mail or chat: title, who and when, the answers by question with their seconds, and what it asks. */
export function updateAsText(
  view: UpdateView,
  thread: Pick<ThreadView, 'name' | 'questions'> | null,
  place: PlainTextPlace,
): string {
  const { words, nameOf } = place
  const questions = new Map(thread?.questions.map(({ id, text }) => [id, text.replace(/\s*\?\s*$/, '')]))
  const by = words.by({ name: nameOf(view.author), atMs: view.atMs })
  const answers = view.answers.flatMap(({ question, text, startMs, isBlocker, clearedAtMs }) => {
    if (text === null && startMs === null) return []
    const label = questions.get(question) ?? ''
    const heading = startMs === null ? label : words.at({ label, time: clockTime(startMs) }).trim()
    const said = text === null ? words.saidOnly : isBlocker && clearedAtMs === null ? words.inTheWay(text) : text
    return [lines(heading, said)]
  })
  const asks = view.asks.map(({ to, text, byWhen }) =>
    words.asks({ names: to.map(nameOf), byWhen, text: oneLine(text) }),
  )
  return blocks(
    lines(view.title, thread === null ? by : `${by} · ${oneLine(thread.name)}`),
    view.isNothing && words.nothing,
    ...answers,
    asks.join('\n'),
  )
}

/** A decision as text: what, who and when, why, what it rests on with its seconds, and what came before and after. */
export function decisionAsText(view: DecisionView, place: PlainTextPlace): string {
  const { words, nameOf, titleOf } = place
  const deciders = view.decidedBy.length === 0 ? [view.author] : view.decidedBy
  const evidence = view.evidence.flatMap((moment) => evidenceLine(moment, place) ?? [])
  const before = view.replaces === null ? null : titleOf(view.replaces)
  const after = view.replacedBy === null ? null : titleOf(view.replacedBy)
  return blocks(
    lines(view.title, words.decidedBy({ names: deciders.map(nameOf), atMs: view.atMs })),
    after !== null && words.replacedBy(oneLine(after)),
    (view.why ?? '').trim() !== '' && lines(words.why, view.why ?? ''),
    evidence.length > 0 && lines(words.evidence, evidence.join('\n')),
    before !== null && words.replaces(oneLine(before)),
  )
}

/** A path as text: what it is for, and its steps in order under their sections. */
export function pathAsText(view: LearningPathView, place: PlainTextPlace): string {
  const { words, nameOf, titleOf } = place
  let number = 0
  const sections = view.sections.map(({ title, steps }) => {
    const rows = steps.map((step) => {
      number += 1
      return `${number}. ${oneLine(step.title || (titleOf(step.item) ?? ''))}`.trim()
    })
    return lines(title, rows.join('\n'))
  })
  return blocks(lines(view.title, words.by({ name: nameOf(view.author), atMs: view.atMs })), view.about, ...sections)
}

function evidenceLine({ item, ms }: MomentView, { words, titleOf }: PlainTextPlace): string | null {
  const title = titleOf(item)
  if (title === null) return null
  const label = oneLine(title)
  return `- ${ms === null ? label : words.at({ label, time: clockTime(ms) })}`
}

function lines(...parts: string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n')
}

function blocks(...parts: (string | null | false)[]): string {
  const written = parts.filter((part): part is string => typeof part === 'string' && part.trim() !== '')
  return `${written.map((part) => part.trim()).join('\n\n')}\n`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
