import type { Reaction } from '../records/comment.ts'
import type { KeptSpan } from '../records/retime.ts'
import type { Cadence } from '../records/thread.ts'

/** What screens read: one flat record a thing, words in place of digests. `null` words are withdrawn or not here yet. */
export type RecordView =
  | PersonView
  | ThreadView
  | UpdateView
  | CommentView
  | DecisionView
  | ProblemView
  | DocumentView
  | VideoItemView
  | LearningPathView
  | AcknowledgementView

export type RecordKind = RecordView['kind']

interface Common {
  id: string
  /** When it was first published, milliseconds since 1970. */
  atMs: number
  /** An owner has hidden it: only owners see it at all. Left out where it is not. */
  isHidden?: true | undefined
  /** What was written at the same time as what is shown. Left out where nothing was. */
  disputes?: DisputeView[] | undefined
}

/** One field that people wrote at the same time. */
export interface DisputeView {
  /** `version`, `about`, `questions`, `section:<id>` or `step:<id>`. */
  field: string
  /** Beside the one shown, newest first. `by` is a person. */
  others: { version: string; by: string; atMs: number }[]
}

interface Authored extends Common {
  /** The person who made it. */
  author: string
  version: string
  /** When its words or video were last changed, null where they stand as first published. */
  editedAtMs: number | null
}

export interface PersonView extends Common {
  kind: 'person'
  name: string
  timeZone: string
  /** ISO weekdays, Monday 1. */
  workingDays: number[]
  fromMinutes: number
  toMinutes: number
  /** A local date, the first working day back; null for someone who is here. */
  awayUntil: string | null
  isOwner: boolean
  devices: DeviceView[]
}

export interface DeviceView {
  writer: string
  name: string
  /** It claims this person, and nobody has endorsed it yet. */
  isUnconfirmed: boolean
  /** It was closed, as a lost one is: nothing that it writes afterwards counts. */
  isClosed: boolean
}

export interface QuestionView {
  id: string
  text: string
  hint: string
  intent: 'plain' | 'blocker' | 'ask'
}

export interface ThreadView extends Common {
  kind: 'thread'
  name: string
  purpose: 'status' | 'open'
  madeBy: string
  cadence: Cadence
  questions: QuestionView[]
  people: string[]
  replacesMinutes: number | null
  suggestedSec: number
  isArchived: boolean
  /** After how many months videos are let go. Left out where they are kept. */
  keepVideosMonths?: number | undefined
}

export interface AnswerView {
  question: string
  text: string | null
  startMs: number | null
  isBlocker: boolean
  clearedAtMs: number | null
}

export interface AskView {
  id: string
  to: string[]
  text: string
  /** A local date where the person asked is. */
  byWhen: string
  /** The comment that answers it. */
  answeredBy: string | null
}

export interface CaptionsView {
  language: string
  asset: string
  version: string
  /** Left out for those that the author published with the video. */
  added?: { by: string; madeBy: 'person' | 'device' } | undefined
}

export interface VideoView {
  durationMs: number
  width: number
  height: number
  hasSound: boolean
  sizeBytes: number
  /** The version in whose folder the file stands, for /media URLs. */
  version: string
  /** False while the video has not arrived in the folder. */
  isHere: boolean
  /** Its thread lets videos go, it is old enough, and it is not here: nothing is on its way. Left out otherwise. */
  letGo?: true | undefined
  /** Places in it with names of their own; left out where there are none. */
  marks?: { startMs: number; title: string }[] | undefined
  /** Where the seconds of earlier videos lie in this one; left out where it was made from none. */
  retimes?: { versions: string[]; spans: KeptSpan[] }[] | undefined
  /** The poster's version, null where there is none. */
  poster: string | null
  /** The version of its small stills; left out where there are none. */
  storyboard?: string | undefined
  captions: CaptionsView[]
}

export interface UpdateView extends Authored {
  kind: 'update'
  thread: string
  cycle: string
  title: string
  answers: AnswerView[]
  asks: AskView[]
  intent: 'thinking-aloud' | 'strong-view' | 'needs-a-decision' | 'for-information' | null
  isNothing: boolean
  video: VideoView | null
  /** How long its written words take to read, in seconds. */
  readSec: number
}

export interface MomentView {
  item: string
  version: string | null
  ms: number | null
}

export interface CommentView extends Authored {
  kind: 'comment'
  on: MomentView
  text: string | null
  answersAsk: string | null
  /** It only says this; left out for a comment in words. */
  reaction?: Reaction | undefined
}

export interface DecisionView extends Authored {
  kind: 'decision'
  title: string
  why: string | null
  thread: string | null
  evidence: MomentView[]
  decidedBy: string[]
  replaces: string | null
  replacedBy: string | null
  readSec: number
}

export interface ProblemView extends Authored {
  kind: 'problem'
  title: string
  statement: string | null
  thread: string | null
  opensAtMs: number
  workingDays: number
  isBlind: boolean
  isClosed: boolean
}

export interface DocumentView extends Authored {
  kind: 'document'
  title: string
  thread: string | null
  /** The first words of the text, at most 280 characters. */
  excerpt: string
  readSec: number
  /** Other versions written at the same time; kept until one of them replaces the rest. */
  concurrentVersions: string[]
}

export interface VideoItemView extends Authored {
  kind: 'video'
  title: string
  about: string | null
  video: VideoView
  readSec: number
}

export interface StepView {
  id: string
  item: string
  /** Shown instead of the item's own title, where given. */
  title: string | null
  asksToConfirm: boolean
}

export interface SectionView {
  id: string
  title: string
  steps: StepView[]
}

export interface LearningPathView extends Authored {
  kind: 'path'
  title: string
  about: string | null
  sections: SectionView[]
}

export interface AcknowledgementView extends Common {
  kind: 'acknowledgement'
  person: string
  path: string
  step: string
  item: string
  version: string
}
