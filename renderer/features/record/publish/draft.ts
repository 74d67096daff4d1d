import { z } from 'zod'
import { editSchema, unedited } from '../../../../domain/takes/edit.ts'
import { editKey, endlessMs } from '../../../../domain/takes/edit-cuts.ts'
import { byWhen, type WorkingTime } from '../../../../domain/time/working-days.ts'
import type { QuestionView, UpdateView, VideoItemView } from '../../../../domain/views/records.ts'
import { noHistory } from '../review/edit-history.ts'

const trimSchema = z.object({ startMs: z.number(), endMs: z.number().nullable() })

/** A place in a recording with a name of its own; without a thread it is a chapter. */
const markSchema = z.object({ id: z.string(), startMs: z.number(), name: z.string() })

/** What of a draft can be undone and done again. */
const editedSchema = z.object({
  /** What is made of the recording. */
  edit: editSchema,
  /** Where the recording was split, so that a part between two of them can be taken at once; nothing follows from it. */
  splits: z.array(z.number()).default([]),
  /** Places with names; null as long as they are those of the recording. */
  marks: z.array(markSchema).nullable().default(null),
})

const historySchema = z.object({
  past: z.array(editedSchema),
  future: z.array(editedSchema),
  gesture: z.string().nullable(),
})

const fieldsSchema = z.object({
  library: z.string(),
  /** Null for a video that answers no thread: it is published into the library by itself. */
  thread: z.string().nullable(),
  cycle: z.string().nullable(),
  /** The update, or the video of its own, that this corrects. */
  replaces: z.string().nullable(),
  title: z.string(),
  /** What a video without a thread is about. */
  about: z.string(),
  answers: z.array(z.object({ question: z.string(), text: z.string(), isBlocker: z.boolean() })),
  asks: z.array(
    z.object({
      id: z.string(),
      to: z.array(z.string()),
      text: z.string(),
      /** Null follows from the working days of those asked. */
      byWhen: z.string().nullable(),
    }),
  ),
  intent: z.enum(['thinking-aloud', 'strong-view', 'needs-a-decision', 'for-information']).nullable(),
  ...editedSchema.shape,
  /** What was done to it and can be undone, also after the page was closed. */
  history: historySchema.catch(noHistory).default(noHistory),
  /** The recording of which this one stands in for a stretch; it is published in that one, never by itself. */
  standsIn: z.object({ take: z.string(), fromMs: z.number(), toMs: z.number() }).nullable().default(null),
  /** Of the whole recording, before anything was cut. */
  captions: z
    .object({
      language: z.string(),
      fileName: z.string(),
      vtt: z.string(),
      madeBy: z.enum(['person', 'device']).default('person'),
      /** They were asked for anew: whatever is written down next stands in their place. */
      isAskedAnew: z.literal(true).exactOptional(),
    })
    .nullable(),
  /** Languages whose captions somebody removed: what is corrected does not keep them either. */
  removedCaptions: z.array(z.string()).default([]),
  /** Videos that were made of the recording already, each with the name of its edit. */
  composed: z.array(z.object({ prepared: z.string(), edit: z.string() })),
  /** Where it went when it was published; while it can be undone the draft stays. */
  sent: z.object({ item: z.string(), outboxId: z.string(), atMs: z.number() }).nullable(),
  savedAtMs: z.number(),
})

/** What one is about to publish, as it is kept on this device while one writes. */
const draftSchema = z.preprocess(withoutTrim, fieldsSchema)
export type UpdateDraft = z.infer<typeof fieldsSchema>
export type Edited = z.infer<typeof editedSchema>
export type Mark = z.infer<typeof markSchema>
export type AskDraft = UpdateDraft['asks'][number]
export type Intent = NonNullable<UpdateDraft['intent']>

/** What a draft is made about. The rest of its key in private storage follows from it. */
export type DraftSubject =
  | { kind: 'take'; take: string }
  | { kind: 'file'; prepared: string }
  | { kind: 'words'; thread: string; cycle: string }
  | { kind: 'correction'; item: string }

const prefixes = { take: 'take-', file: 'file-', words: 'words-', correction: 'correct-' } as const

/** The name of a draft; `draft:` before it makes the key. */
export function draftName(subject: DraftSubject): string {
  switch (subject.kind) {
    case 'take':
      return `${prefixes.take}${subject.take}`
    case 'file':
      return `${prefixes.file}${subject.prepared}`
    case 'words':
      return `${prefixes.words}${subject.thread}-${subject.cycle}`
    case 'correction':
      return `${prefixes.correction}${subject.item}`
  }
}

/** What a draft of this name is about; null for drafts of other screens. */
export function subjectOfDraft(name: string): DraftSubject | null {
  if (name.startsWith(prefixes.take)) return { kind: 'take', take: name.slice(prefixes.take.length) }
  if (name.startsWith(prefixes.file)) return { kind: 'file', prepared: name.slice(prefixes.file.length) }
  if (name.startsWith(prefixes.correction)) return { kind: 'correction', item: name.slice(prefixes.correction.length) }
  if (!name.startsWith(prefixes.words)) return null
  const [, thread, cycle] = /^words-([^-]+)-(.+)$/.exec(name) ?? []
  return thread === undefined || cycle === undefined ? null : { kind: 'words', thread, cycle }
}

/** A draft as storage gives it back; null where it is none, or of another version. */
export function parseDraft(value: unknown): UpdateDraft | null {
  const parsed = draftSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** Drafts of earlier versions knew two trimmed ends and nothing else. */
function withoutTrim(kept: unknown): unknown {
  const old = oldSchema.safeParse(kept)
  if (!old.success) return kept
  const { trim, composed, ...rest } = old.data
  const made = composed.map(({ prepared, ...ends }) => ({ prepared, edit: editKey(editOfTrim(ends)) }))
  return { ...rest, edit: editOfTrim(trim), composed: made }
}

const oldSchema = z.looseObject({
  trim: trimSchema,
  composed: z.array(trimSchema.extend({ prepared: z.string() })),
})

function editOfTrim({ startMs, endMs }: z.infer<typeof trimSchema>) {
  const before = startMs > 0 ? [{ fromMs: 0, toMs: Math.round(startMs) }] : []
  const after = endMs === null ? [] : [{ fromMs: Math.round(endMs), toMs: endlessMs }]
  return { ...unedited, cuts: [...before, ...after] }
}

interface Place {
  library: string
  thread: string | null
  cycle: string | null
}

/** An empty draft. */
export function newDraft({ library, thread, cycle }: Place): UpdateDraft {
  return {
    ...{ library, thread, cycle, replaces: null, title: '', about: '', answers: [], asks: [], intent: null },
    ...{
      edit: unedited,
      splits: [],
      marks: null,
      history: noHistory,
      standsIn: null,
      captions: null,
      removedCaptions: [],
      composed: [],
      sent: null,
      savedAtMs: 0,
    },
  }
}

/** A draft that begins with the words of a published update, to correct it. */
export function draftOfUpdate(library: string, update: UpdateView): UpdateDraft {
  return {
    ...newDraft({ library, thread: update.thread, cycle: update.cycle }),
    replaces: update.id,
    title: update.title,
    answers: update.answers.map(({ question, text, isBlocker }) => ({ question, text: text ?? '', isBlocker })),
    asks: update.asks.map(({ id, to, text, byWhen: date }) => ({ id, to, text, byWhen: date })),
    intent: update.intent,
  }
}

/** A draft that begins with the words of a published video of its own, to put another in its place. */
export function draftOfVideo(library: string, { id, title, about }: VideoItemView): UpdateDraft {
  return { ...newDraft({ library, thread: null, cycle: null }), replaces: id, title, about: about ?? '' }
}

/** What was written to a question. */
export function answerTo(draft: UpdateDraft, question: string): { text: string; isBlocker: boolean } {
  return draft.answers.find((answer) => answer.question === question) ?? { text: '', isBlocker: false }
}

export function withAnswer(
  draft: UpdateDraft,
  question: string,
  change: Partial<{ text: string; isBlocker: boolean }>,
): UpdateDraft {
  const answer = { question, ...answerTo(draft, question), ...change }
  return { ...draft, answers: [...draft.answers.filter((other) => other.question !== question), answer] }
}

/** Every word of it that others will read. */
export function wordsOf({ title, about, answers, asks }: UpdateDraft): string[] {
  return [title, about, ...answers.map(({ text }) => text), ...asks.map(({ text }) => text)].filter(
    (text) => text.trim() !== '',
  )
}

/** Whether anything but a title was written: without it a recording cannot be read. */
export function isWrittenOut(draft: UpdateDraft): boolean {
  return wordsOf({ ...draft, title: '' }).length > 0
}

/** An ask row that says something; empty rows are left out when it is published. */
export function isFilled({ text, to }: AskDraft): boolean {
  return text.trim() !== '' || to.length > 0
}

/** What stands in the way of publishing; everything else may stay empty. */
export type Obstacle = 'ask-without-person' | 'ask-without-words' | 'nothing-to-publish'

export function obstaclesOf(draft: UpdateDraft, { hasVideo }: { hasVideo: boolean }): Obstacle[] {
  const asks = draft.asks.filter(isFilled)
  const obstacles: Obstacle[] = []
  if (asks.some(({ to }) => to.length === 0)) obstacles.push('ask-without-person')
  if (asks.some(({ text }) => text.trim() === '')) obstacles.push('ask-without-words')
  const isFlagged = draft.answers.some(({ isBlocker }) => isBlocker)
  if (!hasVideo && !isFlagged && !isWrittenOut(draft)) obstacles.push('nothing-to-publish')
  return obstacles
}

const longestTitle = 90

/**
 * The title under which it is published: the one given, else the first line that was written (cut at a word's end),
 * else the name it would go by anyway.
 */
export function titleOf(
  draft: UpdateDraft,
  { questions, otherwise }: { questions: QuestionView[]; otherwise: string },
) {
  const given = draft.title.trim()
  if (given !== '') return given.slice(0, 200)
  const texts = [...questions.map(({ id }) => answerTo(draft, id).text), draft.about]
  const line = texts.flatMap((text) => text.trim().split('\n')).find((text) => text.trim() !== '') ?? otherwise
  const sentence = /^.*?[.?…](?=\s|$)/.exec(line)?.[0].replace(/\.$/, '') ?? line
  if (sentence.length <= longestTitle) return sentence
  const cut = sentence.slice(0, longestTitle)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2))}…`
}

/** By when an ask is due: the date that was set, else two working days of theirs, the latest where several are asked. */
export function askDate(ask: AskDraft, { people, nowMs }: { people: ReadonlyMap<string, WorkingTime>; nowMs: number }) {
  if (ask.byWhen !== null) return ask.byWhen
  const dates = ask.to.flatMap((id) => {
    const person = people.get(id)
    return person === undefined ? [] : [byWhen({ askedAtMs: nowMs, person })]
  })
  return dates.sort().at(-1) ?? null
}
