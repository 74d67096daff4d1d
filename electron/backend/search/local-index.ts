import { dirname, join } from 'node:path'
import type { RecordState } from '../../../domain/library/fold.ts'
import { projectDocument } from '../../../domain/projection/document.ts'
import { isGone } from '../../../domain/projection/state.ts'
import { folderVersions } from '../../../domain/projection/versions.ts'
import type { RecordDetail } from '../../../domain/views/library.ts'
import type { OnFolderCall } from '../folder/read/safe-path.ts'
import type { FieldHeads, LibraryIndex } from '../library/index-port.ts'
import { sha256OfText } from '../library/sha256.ts'
import type { Clock } from '../ports.ts'
import { createBatchFiles } from './batch-files.ts'
import { createChainQueries } from './chain-queries.ts'
import { isDamaged } from './damaged.ts'
import { createDeliveryQueries } from './delivery-queries.ts'
import { createEntries } from './entries.ts'
import { createFirstFill } from './first-fill.ts'
import { createGoneItems } from './gone-items.ts'
import { createHealthQueries } from './health-queries.ts'
import { createMediaPresence } from './media-presence.ts'
import { createNotes } from './notes.ts'
import { createOperationStore } from './operation-store.ts'
import { createPages } from './pages.ts'
import { createPositions } from './positions.ts'
import { createReadingHere, type Reading } from './reading.ts'
import { createReadingThread } from './reading-thread.ts'
import { createRefold } from './refold.ts'
import { removeIndex } from './remove-index.ts'
import { type LibraryParts, scanLibrary } from './scan-library.ts'
import { type IndexDatabase, openIndexDatabase } from './schema.ts'
import { createSearch } from './search.ts'
import { verifyLibrary } from './verify-library.ts'
import { createVersionQueries } from './version-queries.ts'
import { createWordStore } from './word-store.ts'

const itemIdLength = 16

export interface LocalIndexOptions {
  library: string
  founder: string
  dir: string
  indexPath: string
  /** The device that reads: to owners what is hidden is shown. Null before it has joined. */
  reader?: string | null | undefined
  clock: Clock
  /** The entry of a thread that reads many files, where there is to be one. */
  readerUrl?: URL | undefined
  onCall?: OnFolderCall | undefined
}

/**
 * The index of one library on the calling thread; the worker runs one, and tests may.
 * A scan and a verification wait for each other, while questions are answered in between.
 */
export function openLocalIndex(options: LocalIndexOptions): LibraryIndex {
  const index = openIndexDatabase(options)
  try {
    return openOn(index, options)
  } catch (error) {
    index.database.close()
    if (!isDamaged(error)) throw error
    // All that is in it stands in the folder.
    removeIndex(options.indexPath)
    return openOn(openIndexDatabase(options), options)
  }
}

function openOn(
  index: IndexDatabase,
  { library, founder, dir, indexPath, reader = null, clock, readerUrl, onCall = () => undefined }: LocalIndexOptions,
): LibraryIndex {
  const { database } = index
  const store = createOperationStore(database)
  const files = createBatchFiles(database)
  const positions = createPositions(database)
  const words = createWordStore(database)
  const chain = createChainQueries(database)
  const media = createMediaPresence(database)
  const entries = createEntries(database)
  const refold = createRefold({ database, library, founder, reader, clock, store, words, media, entries, positions })
  const pages = createPages({ database, epoch: entries.epoch })
  const firstFill = createFirstFill({ database, entries })
  const search = createSearch({ database, library, media })
  const journalPath = join(dirname(indexPath), 'verified.sqlite')
  const health = createHealthQueries({ database, library, entries, refold })
  const gone = createGoneItems({ database, refold })
  let reading: Reading | null = null
  const parts: LibraryParts = {
    ...{ database, index, library, founder, dir, store, files, positions, media, entries, refold, onCall },
    isGathering: index.isGathering,
    notes: createNotes(database),
    rereads: new Set(),
    reading() {
      reading ??= readerUrl
        ? createReadingThread({ workerUrl: readerUrl, dir, onCall })
        : createReadingHere(dir, onCall)
      return reading
    },
    closeReading() {
      reading?.close()
      reading = null
    },
  }
  let isOpen = true
  let lastWork: Promise<unknown> = Promise.resolve()

  /** Runs after the scan or verification before it, however that ended. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lastWork.then(work, work)
    lastWork = done.catch(() => undefined)
    return done
  }

  /** The folded states of a subject: one for a record, two for a person who is a device too, one for the library. */
  function statesOf(subject: string): RecordState[] {
    if (subject.length === itemIdLength) return [refold.state(subject)].filter((state) => state !== null)
    const names = subject === library ? (['library'] as const) : (['person', 'writer'] as const)
    return names.map((named) => refold.state(subject, named)).filter((state) => state !== null)
  }

  function textOf(id: string): string | null {
    const state = refold.state(id)
    if (state?.record !== 'document' || isGone(state)) return null
    const context = {
      ...refold.context(id),
    }
    return projectDocument(state, context)?.text ?? null
  }

  return {
    scan: (scope) => inTurn(() => scanLibrary({ parts, scope, nowMs: clock.nowMs() })),
    changes: async (query) => entries.changes(query),
    async record(id): Promise<RecordDetail | null> {
      const view = entries.view(id)
      return view && { view, text: view.kind === 'document' ? textOf(id) : null }
    },
    records: async (query) => entries.list(query),
    page: async (query) => pages.page(query),
    kept: async (me) => firstFill(me),
    views: async (ids) => pages.views(ids),
    search: async (query) => search({ ...query, nowMs: clock.nowMs() }),
    heads: async (subject) => statesOf(subject).flatMap(headsOf),
    async versions(subject) {
      const state = subject.length === itemIdLength ? refold.state(subject) : null
      const versions = state ? folderVersions(state, sha256OfText) : []
      return versions.map(({ id, ...rest }) => ({ version: id, ...rest })).reverse()
    },
    ...createVersionQueries({ refold, entries }),
    ...createDeliveryQueries({ database, refold, entries, clock }),
    words: async (digests) => Object.fromEntries(digests.map((digest) => [digest, words.text(digest)])),
    async wordEntries(digests) {
      const entriesOfWords = digests.map((digest) => [digest, words.entry(digest)] as const)
      return Object.fromEntries(entriesOfWords.flatMap(([digest, entry]) => (entry ? [[digest, entry]] : [])))
    },
    async reread(paths) {
      for (const path of paths) parts.rereads.add(path)
    },
    filesLackingWords: async () => files.lackingWords(),
    batchesMissingWords: async () => files.missingWords(),
    filesToStrip: async () => files.toStrip(),
    alteredFiles: async () => files.altered(),
    forks: async () => positions.forks(),
    gaps: async () => positions.gaps(),
    position: async (writer) => positions.position(writer),
    hasForked: async (query) => chain.hasForked(query),
    hasBatch: async (hash) => chain.hasBatch(hash),
    goneItems: async () => gone.goneItems(),
    withdrawnItems: async () => gone.withdrawnItems(),
    makerOf: async (subject) => gone.makerOf(subject),
    mayTakeOut: async (query) => gone.mayTakeOut(query),
    isClosed: async (writer) => gone.isClosed(writer),
    latestOfOthers: async (query) => gone.latestOfOthers(query),
    latestTime: async () => positions.latestTime(clock.nowMs()),
    batchesWithWordsOf: async (subject) => words.filesWithWordsOf(subject),
    personOf: async (writer) => refold.authority.personOf(writer),
    async assetPath({ item, version, asset }) {
      const state = item.length === itemIdLength ? refold.state(item) : null
      if (!state || isGone(state) || entries.view(item) === null) return null
      const versions = folderVersions(state, sha256OfText)
      const folder = versions.find(({ id }) => id === version)?.folder
      const named = versions.flatMap(({ assets }) => assets)
      const found = named.find((candidate) => candidate.folder === folder && candidate.name === asset)
      return found ? { path: `${found.folder}/${found.name}`, size: found.size } : null
    },
    pending: async () => files.pending(),
    health: async () => health.health(clock.nowMs()),
    published: async (query) => health.published(query),
    publishedOf: async (subjects) => health.publishedOf(subjects),
    batchFiles: async (query) => health.batchFiles(query),
    entriesAbout: async (subject) => health.entriesAbout(subject),
    lostEntries: async () => health.lostEntries(),
    headLine: async (hash) => health.headLine(hash),
    withdrawn: async () => health.withdrawn(),
    verify: (options) => inTurn(() => verifyLibrary({ parts, health, journalPath, ...options })),
    close: () =>
      inTurn(async () => {
        if (isOpen) database.close()
        isOpen = false
      }),
  }
}

function headsOf({ fields }: RecordState): FieldHeads[] {
  return [...fields].map(([field, { current, others }]) => ({
    field,
    body: current.body,
    heads: [current.id, ...others.map(({ id }) => id)],
  }))
}
