import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { Failure, statusOf, toFailure } from '../../domain/failure.ts'
import { keptSpansOf } from '../../domain/retime.ts'
import type { BackendEvent } from '../../domain/views/events.ts'
import { type Captions, openCaptions } from './captions/open-captions.ts'
import { captionsRoutes } from './captions/routes.ts'
import { createEventBus } from './events.ts'
import { eventsRoutes } from './events-routes.ts'
import { exportRoutes } from './export/routes.ts'
import { type Mirrors, openMirrors } from './health/mirrors.ts'
import { healthRoutes } from './health/routes.ts'
import { hostRecordingRoutes } from './host/recording-routes.ts'
import { hostRoutes } from './host/routes.ts'
import { createJobQueue, type JobQueue } from './jobs/queue.ts'
import { jobRoutes } from './jobs/routes.ts'
import type { PublishedVideo } from './library/leave-prepared.ts'
import { type Libraries, type OpenIndex, openLibraries } from './library/libraries.ts'
import { pageRoutes } from './library/page-routes.ts'
import { libraryMediaRoutes, libraryRoutes } from './library/routes.ts'
import { versionRoutes } from './library/version-routes.ts'
import { createFfmpegSource } from './media/ffmpeg/locate.ts'
import type { Ffmpeg } from './media/ffmpeg/run.ts'
import { createPrepareTake } from './media/prepared/prepare.ts'
import { createPreparedStore, type PreparedStore } from './media/prepared/prepared.ts'
import { preparedMediaRoutes, preparedRoutes } from './media/prepared/prepared-routes.ts'
import type { Backend, Ports } from './ports.ts'
import { openPrivateJournal, type PrivateJournal } from './private/journal.ts'
import { privateRoutes } from './private/routes.ts'
import { composeTakeJob } from './recordings/compose.ts'
import { importRoutes } from './recordings/import-routes.ts'
import { lookInUse } from './recordings/in-use.ts'
import { keepTakes, type TakeKeeping } from './recordings/keeping.ts'
import { keepingRoutes } from './recordings/keeping-routes.ts'
import { type LiveTakes, liveTakes } from './recordings/live-takes.ts'
import { takeMediaRoutes } from './recordings/media-routes.ts'
import { pieceMediaRoutes, pieceRoutes } from './recordings/piece-routes.ts'
import { openRecordings, type Recordings } from './recordings/recordings.ts'
import { recordingRoutes } from './recordings/routes.ts'
import { soundSampleRoutes } from './recordings/sound-sample.ts'
import { sampleRoutes } from './sample/routes.ts'
import { openLibraryIndex } from './search/index-client.ts'
import { settingsRoutes } from './settings/routes.ts'

/** The machine side of one profile, ready to answer. Only one process may do this for a profile at a time. */
export async function createBackend(ports: Ports): Promise<Backend> {
  const { log, randomBytes, settings, clock } = ports
  const bus = createEventBus(log)
  const jobs = createJobQueue({ bus, clock, randomBytes, log })
  const prepared = await createPreparedStore(ports)
  const recordings = await openRecordings({ ...ports, bus })
  const journal = await openPrivateJournal(ports)
  const openIndex: OpenIndex = (options) =>
    openLibraryIndex({
      ...options,
      workerUrl: ports.indexWorkerUrl,
      startIndexProcess: ports.startIndexProcess,
      ...{ clock, log },
    })
  const libraries = await openLibraries({
    ...ports,
    bus,
    jobs,
    prepared,
    openIndex,
    onPublished: (published) => noteInTake({ published, prepared, recordings }),
  })
  const mirrors = openMirrors({ ...ports, libraries, jobs, bus })
  const stopTelling = settings.subscribe(() => bus.publish({ type: 'settings' }))
  const stopHearing = ports.desktop?.subscribe((event) => bus.publish(event))
  const events = eventsRoutes({
    bus,
    hello: () => positionsOf(libraries),
    onAttached: (count) => libraries.setInFront(count > 0),
  })
  const ffmpeg = createFfmpegSource({ chosenPath: () => settings.get().ffmpegPath, log })
  const captions = await openCaptions({ ports, jobs, libraries, recordings, ffmpeg })
  const keeping = keepTakes({
    ...{ ...ports, recordings },
    inUse: () => lookInUse({ libraries, prepared, journal }),
  })
  const live = liveTakes({ recordings, ffmpeg, bus, log, encodes: jobs.of('encode') })
  const app = composeApp({
    ports,
    live,
    keeping,
    jobs,
    prepared,
    captions,
    recordings: captions.recordings,
    journal,
    libraries,
    mirrors,
    openIndex,
    ffmpeg,
  })
  app.route('/api', events.routes)
  app.notFound((context) => context.json({ error: noSuchAddress.body }, 404))
  app.onError((error, context) => {
    const failure = failureOf(error)
    if (failure.code === 'internal') log(`${context.req.method} ${context.req.path} failed: ${describe(error)}`)
    return context.json({ error: failure.body }, statusOf(failure.code))
  })
  return {
    fetch: async (request) => await app.fetch(request),
    async close() {
      stopTelling()
      stopHearing?.()
      events.close()
      mirrors.close()
      await keeping.close()
      await live.close()
      await jobs.close()
      await libraries.close()
      await recordings.close()
      await journal.close()
    },
  }
}

interface Parts {
  ports: Ports
  jobs: JobQueue
  captions: Captions
  keeping: TakeKeeping
  prepared: PreparedStore
  recordings: Recordings
  live: LiveTakes
  journal: PrivateJournal
  libraries: Libraries
  mirrors: Mirrors
  openIndex: OpenIndex
  ffmpeg: () => Promise<Ffmpeg>
}

/** Every address of the backend but the stream of events. Chained, so that a typed client knows them all. */
function composeApp(parts: Parts) {
  const { ports, jobs, captions, keeping, live, prepared, recordings, journal, libraries, mirrors, openIndex, ffmpeg } =
    parts
  const compose = composeTakeJob({ recordings, jobs, prepare: createPrepareTake({ store: prepared, ffmpeg, live }) })
  const api = new Hono()
    .route('/', hostRoutes({ ports, resolvePath: (target) => libraries.resolvePath(target) }))
    .route('/', hostRecordingRoutes({ ports }))
    .route('/', settingsRoutes(ports))
    .route('/', jobRoutes({ queue: jobs }))
    .route('/', sampleRoutes({ ports, jobs, libraries, ffmpeg, createBackend }))
    .route('/', libraryRoutes({ libraries, jobs }))
    .route('/', healthRoutes({ ports, libraries, jobs, mirrors, openIndex }))
    .route('/', pageRoutes({ libraries }))
    .route('/', versionRoutes({ libraries, ports }))
    .route('/', exportRoutes({ ports, libraries, jobs }))
    .route('/', privateRoutes({ journal }))
    // Before /takes/:take, which would take `on-disk` for a take.
    .route('/', keepingRoutes({ keeping }))
    .route('/', recordingRoutes({ recordings, compose }))
    .route('/', captionsRoutes({ captions, libraries }))
    .route('/', pieceRoutes({ live }))
    .route('/', importRoutes({ recordings, libraries, ffmpeg, queue: jobs, host: ports.host }))
    .route('/', preparedRoutes({ store: prepared, ffmpeg, queue: jobs, host: ports.host }))
  const media = new Hono()
    .route('/', libraryMediaRoutes({ libraries }))
    .route('/', pieceMediaRoutes({ live }))
    .route('/', soundSampleRoutes({ recordings, ffmpeg }))
    .route('/', takeMediaRoutes({ recordings }))
    .route('/', preparedMediaRoutes({ store: prepared }))
  return new Hono().route('/api', api).route('/media', media)
}

export type App = ReturnType<typeof composeApp>

/** A stream of events begins with how far each library is, so that a page that was away asks for what it missed. */
async function positionsOf(libraries: Libraries): Promise<BackendEvent[]> {
  const views = await Promise.all(libraries.list().map(({ watch }) => watch.view()))
  return views.map(({ id, epoch, n }) => ({ type: 'changed', library: id, epoch, n }))
}

/** A take remembers what became of it, and so does one that stands in for a part of it. */
async function noteInTake({
  published,
  prepared,
  recordings,
}: {
  published: PublishedVideo
  prepared: PreparedStore
  recordings: Recordings
}): Promise<void> {
  const { source, parts, edit } = await prepared.get(published.prepared)
  if (!('take' in source)) return
  const { library, item, version } = published
  const as = version === null || edit === undefined ? null : { version, edit, keeps: keptSpansOf(parts) }
  await recordings.notePublished(source.take, { library, item, as })
  const standIns = parts.flatMap(({ take }) => (take === null || take === source.take ? [] : [take]))
  for (const take of new Set(standIns)) await recordings.notePublished(take, { library, item, as: null })
}

const noSuchAddress = new Failure({ code: 'not-found', message: 'There is nothing at this address.' })

function failureOf(error: unknown): Failure {
  if (!(error instanceof HTTPException)) return toFailure(error)
  return new Failure({ code: 'bad-request', message: 'The request is not one that Ownpace understands.', cause: error })
}

function describe(error: unknown): string {
  const cause = error instanceof Failure ? error.cause : error
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
