import type { JsonValue } from '../../../domain/json.ts'
import type { HybridTime } from '../../../domain/library/hybrid-clock.ts'
import type { WordsEntry } from '../../../domain/library/words.ts'
import type { ChangesPage, DeliveryState, RecordDetail, SearchAnswer } from '../../../domain/views/library.ts'
import type { KeptRecords, PageQuery, RecordsPage } from '../../../domain/views/pages.ts'
import type { RecordKind, RecordView } from '../../../domain/views/records.ts'
import type { VersionText, VersionView } from '../../../domain/views/versions.ts'

/** A field as a writer has to see it before replacing it. */
export interface FieldHeads {
  field: string
  /** The body shown, with words as digests. */
  body: JsonValue
  /** The operations that a new one for this field supersedes: the current one and its concurrent others. */
  heads: string[]
}

/** What one device has published so far, as the folder shows it. */
export interface WriterPosition {
  seq: number
  /** Full hash (52 base32 characters) of its last batch's head. */
  hash: string
  time: HybridTime
}

/** What a look at the folder came to. */
export interface ScanAnswer {
  hasChanged: boolean
  epoch: string
  n: number
  pendingCount: number
  /** The folder's files come from the cloud one by one: `ops` should be kept on this device. */
  isStreamed: boolean
}

/** A published version of an item and where its files stand. */
export interface PublishedVersion {
  version: string
  /** Folder relative to the library, computed from checked parts. */
  folder: string
  assets: { name: string; size: number; sha256: string; folder: string }[]
}

/** A file that does not count yet, and why. */
export interface PendingFile {
  path: string
  reason: string
  sinceMs: number
}

/** A file of entries that was proven once and is not any more: its bytes are others now. */
export interface AlteredFile {
  path: string
  /** Of the head that stood there, null for a pack. */
  hash: string | null
}

/** A file that carries words of withdrawn records. */
export interface FileToStrip {
  path: string
  subjects: string[]
}

/** A file of one entry that lacks words which are known from elsewhere. */
export interface MissingWords {
  path: string
  digests: string[]
}

/** Numbers of one device's entries of which none is here, both included. */
export interface Gap {
  writer: string
  first: number
  last: number
}

/** One device that writes, as its own entries and those of others show it. */
export interface WriterHealth {
  writer: string
  /** Whose it is, or whose it says it is where nobody has confirmed that. */
  person: string
  /** Empty where it has not said. */
  deviceName: string
  isUnconfirmed: boolean
  isClosed: boolean
  lastSeq: number
  /** How many numbers before its last one are not here. */
  missingCount: number
  /** How many numbers it gave more than once: a device that was copied or put back. */
  forkedCount: number
  firstMs: number
  lastMs: number
  /** For each device the number up to which this one says it has everything; null where it has not said. */
  holds: Record<string, number> | null
}

/** The state of a library as its index knows it, without a look at the folder. */
export interface IndexHealth {
  writers: WriterHealth[]
  /** Bytes that the signed heads name and the entries themselves take, by year (UTC) and person. */
  space: { year: number; person: string; sizeBytes: number }[]
  /** Those of the last 90 days. */
  grownBytes: number
  /** The newest 500 videos whose bytes are not here. */
  missingVideos: { subject: string; path: string; sizeBytes: number }[]
  missingVideoCount: number
  /** Entries that stand in the folder more than once. */
  doubledFileCount: number
}

/** A record that has folders of its own, and the files that its signed heads name. */
export interface PublishedItem {
  subject: string
  isWithdrawn: boolean
  /** Withdrawn or deleted. */
  isGone: boolean
  /** Its thread has let its video go: words, captions and poster stay. */
  isLetGo: boolean
  /** The one shown first. A file that a correction kept stands in another version's folder. */
  versions: Omit<PublishedVersion, 'version'>[]
}

/** An item that was withdrawn, or deleted and not brought back. */
export interface GoneItem {
  subject: string
  /** The device that made it, and its person. */
  writer: string
  person: string
  isWithdrawn: boolean
  /** What its deletion's clock showed; 0 where it is only withdrawn. */
  saidAtMs: number
  versions: Omit<PublishedVersion, 'version'>[]
}

/** What gives an entry its place in a library. */
export interface EntryPlace {
  /** Full. */
  hash: string
  writer: string
  seq: number
  ms: number
}

/** A file of entries that was looked at. */
export interface BatchFileFacts {
  path: string
  sizeBytes: number
  modifiedMs: number
  /** Of its head, where it has one. */
  hash: string | null
  /** It was proven, and all its words are here or withdrawn. */
  counts: boolean
}

export interface VerifyFinding {
  path: string
  problem: 'missing' | 'wrong-size' | 'wrong-bytes' | 'unreadable' | 'not-verified'
  detail: string
}

export interface VerifyReport {
  batchCount: number
  operationCount: number
  fileCount: number
  sizeBytes: number
  /** Files whose bytes are only in the cloud: not checked, and not missed. */
  inCloudCount: number
  /** Files that nobody waits for and that are not here: let go, or of an older version. */
  letGoCount: number
  /** How many of all had been checked already when an earlier check was interrupted. */
  resumedCount: number
  findings: VerifyFinding[]
}

/**
 * The index of one library: a disposable SQLite file that a worker thread fills from the folder.
 * All calls answer from the worker; none reads the folder on the calling thread.
 */
export interface LibraryIndex {
  /** Reads what is new in the folder. `all` also lists what rarely changes, which `recent` does once a day by itself. Answers whether anything changed. */
  scan(scope: 'recent' | 'all'): Promise<ScanAnswer>
  /** Files to be read again at the next scan, whether or not they seem changed. */
  reread(paths: string[]): Promise<void>
  changes(query: { epoch: string | null; after: number; limit: number }): Promise<ChangesPage>
  record(id: string): Promise<RecordDetail | null>
  records(query: {
    kind: RecordKind
    thread: string | null
    beforeMs: number | null
    limit: number
  }): Promise<RecordView[]>
  /** One page of records, newest first; pages of the same query never overlap. */
  page(query: PageQuery): Promise<RecordsPage>
  /** What a page of this person keeps whatever its age. */
  kept(me: string): Promise<KeptRecords>
  /** The views of these ids, those that there are. */
  views(ids: string[]): Promise<RecordView[]>
  search(query: { text: string; limit: number }): Promise<SearchAnswer>
  /** The standing fields of a record, empty for one that is not known. */
  heads(subject: string): Promise<FieldHeads[]>
  /** Every published version, the one shown last. */
  versions(subject: string): Promise<PublishedVersion[]>
  /** Every version of a field that carries words, the one shown first. */
  history(query: { subject: string; field: string }): Promise<VersionView[]>
  /** What one version says; null where there is none by that name. */
  versionText(query: { subject: string; version: string }): Promise<VersionText | null>
  /** The operations that stand for a field, the one shown first, with the versions they say. */
  standing(query: { subject: string; field: string }): Promise<{ operation: string; version: string | null }[]>
  /** The body of a version as it was written, with words as digests, and its field. */
  versionBody(query: { subject: string; version: string }): Promise<{ field: string; body: JsonValue } | null>
  /** How far this device has everything of each other one, and what it said of that last. */
  held(self: string): Promise<{
    holds: Record<string, number>
    noted: Record<string, number> | null
    notedAtMs: number | null
  }>
  /** Where the shown version of an item has arrived. */
  delivery(subject: string): Promise<DeliveryState>
  /** The words of a digest, null where they are withdrawn or not here. */
  words(digests: string[]): Promise<Record<string, string | null>>
  /** The same with their salts, as a batch's third line has them; only those that are here. */
  wordEntries(digests: string[]): Promise<Record<string, WordsEntry>>
  /** Files, packs too, whose copy lacks words that nobody has taken back. */
  filesLackingWords(): Promise<{ path: string }[]>
  /** Of the loose ones among them, the words that are known from elsewhere. */
  batchesMissingWords(): Promise<MissingWords[]>
  /** Files, packs too, whose copy carries words that were taken back. */
  filesToStrip(): Promise<FileToStrip[]>
  /** Files, packs too, whose bytes do not prove any more what they did. */
  alteredFiles(): Promise<AlteredFile[]>
  /** Numbers that a device gave more than once. */
  forks(): Promise<{ writer: string; seq: number }[]>
  gaps(): Promise<Gap[]>
  position(writer: string): Promise<WriterPosition | null>
  /** Whether a writer has said something beyond or beside the last batch that its device knows it wrote. */
  hasForked(query: { writer: string; tip: { seq: number; hash: string } | null }): Promise<boolean>
  /** Whether a batch counts here; `hash` is the full one. */
  hasBatch(hash: string): Promise<boolean>
  goneItems(): Promise<GoneItem[]>
  /** Those of them that were withdrawn; cheap. */
  withdrawnItems(): Promise<GoneItem[]>
  /** The device that made a record, null where that is not known. */
  makerOf(subject: string): Promise<string | null>
  /** Whether a person may take out what a device wrote: their own, or as an owner a closed device's. */
  mayTakeOut(query: { writer: string; person: string }): Promise<boolean>
  isClosed(writer: string): Promise<boolean>
  /** The greatest reading up to `atMostMs` of all devices but these, null where there is none. */
  latestOfOthers(query: { writers: string[]; atMostMs: number }): Promise<number | null>
  /** The greatest clock reading seen, the device's own included. */
  latestTime(): Promise<HybridTime | null>
  /** Every batch of a person's writers that carries words of this subject, as paths relative to the library. */
  batchesWithWordsOf(subject: string): Promise<string[]>
  /** Person whom a writer counts as. */
  personOf(writer: string): Promise<string>
  /** The computed path of a published file relative to the library, null where no such asset is named. */
  assetPath(query: { item: string; version: string; asset: string }): Promise<{ path: string; size: number } | null>
  pending(): Promise<PendingFile[]>
  health(): Promise<IndexHealth>
  /** Page by page in the order of their ids; `after` is the last one of the page before. An empty page is the end. */
  published(query: { after: string | null; limit: number }): Promise<PublishedItem[]>
  /** Those of these records that have folders. */
  publishedOf(subjects: string[]): Promise<PublishedItem[]>
  /** Page by page in the order of their paths. */
  batchFiles(query: { after: string | null; limit: number }): Promise<BatchFileFacts[]>
  /** Full hashes and writers of entries that are known and stand in no file that was looked at. */
  lostEntries(): Promise<EntryPlace[]>
  /** Every entry that names words of a record, wherever it stands. */
  entriesAbout(subject: string): Promise<EntryPlace[]>
  /** The signed line of an entry, put together again from what it said; null where it does not give its hash. */
  headLine(hash: string): Promise<string | null>
  /** Every record whose words were taken back. */
  withdrawn(): Promise<string[]>
  verify(options: {
    deep: boolean
    /** Every byte anew, whatever an interrupted check has found whole. */
    again?: boolean | undefined
    onProgress: (fraction: number, detail: string) => void
    signal: AbortSignal
  }): Promise<VerifyReport>
  close(): Promise<void>
}

/** An index that can be thrown away and read anew from the folder, which shows as a new epoch. */
export interface RenewableIndex extends LibraryIndex {
  rebuild(): Promise<void>
}
