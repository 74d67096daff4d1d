import type { FailureBody } from '../failure.ts'
import type { RecordView } from './records.ts'

/** A library as this device knows it. */
export interface LibraryView {
  id: string
  name: string
  purpose: 'team' | 'status' | 'onboarding'
  dir: string
  /** The person of this device in this library. */
  me: string
  /** This device's own name among devices. */
  writer: string
  /** True where this device's claim of a person waits for an endorsement. */
  isUnconfirmed: boolean
  /** This device was closed, as a lost one is: what it publishes no longer counts. */
  isClosed: boolean
  isSample: boolean
  /** An owner says that only a newer app may read or write it: it is read-only here, and what waits, waits. */
  needsNewer: boolean
  state: 'reading' | 'ready' | 'offline'
  /** Why it is offline, where it is. */
  failure: FailureBody | null
  /** Position of the change feed. */
  epoch: string
  n: number
  /** Files that do not count yet, with the reason. */
  pendingCount: number
  /** Its files come from the cloud one by one: `ops` should be kept on this device. */
  isStreamed?: boolean | undefined
}

/** One page of what changed after a cursor. Another epoch than the one asked for means: start over from 0. */
export interface ChangesPage {
  epoch: string
  /** The cursor after this page. */
  n: number
  hasMore: boolean
  records: RecordView[]
  removed: string[]
}

/** A record with the words that its summary leaves out. */
export interface RecordDetail {
  view: RecordView
  /** A document's whole Markdown text; for other records null. */
  text: string | null
}

/** What waits on this device to be published. */
export interface OutboxEntryView {
  id: string
  library: string
  /** The record it makes or changes. */
  subject: string
  request: string
  title: string
  state: 'waiting' | 'publishing' | 'stuck'
  /** Until when it can be undone; publication begins then. */
  publishAtMs: number
  /** Between 0 and 1 while its files are copied, null before. */
  fraction: number | null
  failure: FailureBody | null
  /** The prepared video that it publishes; null for words alone. */
  prepared: string | null
}

/** Whether what one published is on every device that is in use; unknown where no device says what it has. */
export type DeliveryState = 'everywhere' | 'not-yet' | 'unknown'

/** What a folder turns out to be, before this device joins it. */
export interface LibraryInspection {
  kind: 'library' | 'empty-folder' | 'folder-with-files'
  id: string | null
  name: string | null
  people: { id: string; name: string }[]
  /** This device has joined it before. */
  isJoined: boolean
}

export interface SearchHit {
  library: string
  id: string
  kind: RecordView['kind']
  title: string
  /** Plain text around the words found. */
  snippet: string
  /** Where in the snippet the words found stand: [start, end) in UTF-16 units. */
  marks: [start: number, end: number][]
  /** The second in the video at which the words are said, where known. */
  startSec: number | null
  author: string | null
  thread: string | null
  atMs: number
  score: number
}

export interface SearchAnswer {
  hits: SearchHit[]
  tookMs: number
}
