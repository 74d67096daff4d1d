import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'
import { Failure } from '../../../domain/failure.ts'
import type { Cadence } from '../../../domain/records/thread.ts'
import { byWhen } from '../../../domain/time/working-days.ts'
import type { PersonView } from '../../../domain/views/records.ts'
import type { JobContext } from '../jobs/queue.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import { preparedAssets } from '../media/prepared/prepared-video.ts'
import type { Backend, Ports } from '../ports.ts'
import { type Author, startAuthor } from './author.ts'
import { placeInCycle, sampleCadence } from './calendar.ts'
import type { SampleContent, SampleUpdate } from './content.ts'
import { makeFilm } from './film.ts'
import { findFont } from './slides.ts'

export interface MakeSampleOptions {
  content: SampleContent
  ports: Ports
  createBackend: (ports: Ports) => Promise<Backend>
  ffmpeg: Ffmpeg
  /** Where the library will stand; nothing may be there yet. */
  dir: string
  /** Lets the person who looks around join; answers their id in the library. */
  join: (dir: string) => Promise<string>
  job: JobContext
}

interface Making extends MakeSampleOptions {
  library: string
  authors: Map<string, Author>
  personIds: Map<string, string>
  threads: Map<string, { id: string; cadence: Cadence }>
  /** Items by their title. */
  items: Map<string, string>
  workDir: string
}

/**
 * Makes the sample library as a real team would: each of its people on a device of their own, one after the other.
 * What asks something of the person who looks around is published after they have joined. Where it fails or is
 * cancelled, the caller removes what there is.
 */
export async function makeSample(options: MakeSampleOptions): Promise<void> {
  const { content, ports, createBackend, dir, job } = options
  const workDir = await mkdtemp(join(ports.profileDir, 'sample-'))
  const authors = new Map<string, Author>()
  try {
    await mkdir(dir, { recursive: true })
    const personIds = new Map<string, string>()
    let library = ''
    for (const { id, name, timeZone } of content.people) {
      const author = await startAuthor({ id, name, timeZone, dir: workDir, ports, createBackend })
      authors.set(id, author)
      author.setClock(ports.clock.nowMs() - beforeAllMs)
      const opened = await author.open(dir, library === '' ? content.name : null)
      library = opened.id
      personIds.set(id, opened.me)
    }
    const making: Making = { ...options, library, authors, personIds, workDir, threads: new Map(), items: new Map() }
    await makeThreads(making)
    const order = content.updates.map((update, place) => ({ update, place }))
    const isForMe = ({ update }: { update: SampleUpdate }): boolean => update.asks.some(({ to }) => to === 'me')
    await publishUpdates(
      making,
      order.filter((entry) => !isForMe(entry)),
    )
    await writeDecisions(making)
    personIds.set('me', await options.join(dir))
    await addMeToThreads(making)
    await publishUpdates(making, order.filter(isForMe))
    await writeComments(making)
    await makePath(making)
  } finally {
    for (const author of authors.values()) await author.close()
    await rm(workDir, { recursive: true, force: true })
    job.report({ fraction: 1, step: 'Made the sample library', detail: '' })
  }
}

const beforeAllMs = 21 * 24 * 3600 * 1000

function authorOf({ authors }: Making, id: string): Author {
  const author = authors.get(id)
  if (author) return author
  throw new Error(`the sample's content names nobody called ${id}`)
}

function itemOf({ items }: Making, title: string): string {
  const item = items.get(title)
  if (item) return item
  throw new Error(`the sample's content has nothing titled ${title}`)
}

function threadOf({ threads }: Making, id: string): { id: string; cadence: Cadence } {
  const thread = threads.get(id)
  if (thread) return thread
  throw new Error(`the sample's content has no thread ${id}`)
}

function threadRequest(making: Making, thread: SampleContent['threads'][number], cadence: Cadence) {
  return {
    name: thread.name,
    purpose: 'status' as const,
    cadence,
    questions: thread.questions,
    people: [...making.personIds.values()],
    replacesMinutes: thread.replacesMinutes,
    suggestedSec: 120,
  }
}

async function makeThreads(making: Making): Promise<void> {
  const { content, ports, library, threads } = making
  for (const thread of content.threads) {
    const timeZone = making.ports.settings.get().timeZone
    const cadence = sampleCadence({ ...thread, nowMs: ports.clock.nowMs(), timeZone })
    const request = { request: 'thread.make' as const, ...threadRequest(making, thread, cadence) }
    threads.set(thread.id, { id: await authorOf(making, thread.madeBy).perform(library, request), cadence })
  }
}

async function addMeToThreads(making: Making): Promise<void> {
  for (const thread of making.content.threads) {
    const { id, cadence } = threadOf(making, thread.id)
    const author = authorOf(making, thread.madeBy)
    author.setClock(making.ports.clock.nowMs())
    const request = { request: 'thread.change' as const, id, ...threadRequest(making, thread, cadence) }
    await author.perform(making.library, request)
  }
}

async function publishUpdates(making: Making, entries: { update: SampleUpdate; place: number }[]): Promise<void> {
  const { content, job } = making
  for (const { update, place } of entries) {
    if (job.signal.aborted) throw new Failure({ code: 'cancelled', message: 'The sample library was not made.' })
    job.report({
      fraction: making.items.size / (content.updates.length + 1),
      step: 'Making the sample library',
      detail: update.title,
    })
    await publishUpdate(making, update, (place + 1) / (content.updates.length + 2))
  }
}

async function publishUpdate(making: Making, update: SampleUpdate, share: number): Promise<void> {
  const { content, ports, library, workDir, ffmpeg, job } = making
  const author = authorOf(making, update.author)
  const voice = content.people.findIndex(({ id }) => id === update.author)
  const person = content.people[voice]
  if (person === undefined) throw new Error(`the sample's content names nobody called ${update.author}`)
  const thread = threadOf(making, update.thread)
  const nowMs = ports.clock.nowMs()
  const { cycle, atMs } = placeInCycle({
    cadence: thread.cadence,
    cyclesAgo: update.cyclesAgo,
    share,
    nowMs,
    timeZone: person.timeZone,
  })
  author.setClock(making.personIds.has('me') ? nowMs : atMs)

  const prepared = author.prepared.newId()
  const dir = await mkdtemp(join(workDir, 'film-'))
  const film = await makeFilm({ update, author: person, voice, dir, ffmpeg, font: findFont(), signal: job.signal })
  await author.prepared.create(prepared, async (videoDir) => {
    for (const file of preparedAssets) await rename(join(dir, file), join(videoDir, file))
    return film.video
  })
  const { captions, answerStartsMs } = film
  const id = await author.perform(library, {
    request: 'update.publish',
    thread: thread.id,
    cycle,
    isNothing: false,
    video: { prepared },
    title: update.title,
    intent: null,
    answers: update.answers.map(({ question, text, isBlocker }, answer) => ({
      question,
      text,
      isBlocker,
      startMs: answerStartsMs[answer] ?? null,
    })),
    asks: await asksOf(making, update),
    captions: [{ language: 'en', vtt: writeWebVtt(captions) }],
  })
  making.items.set(update.title, id)
}

async function asksOf(making: Making, update: SampleUpdate) {
  const { ports, library, personIds } = making
  const people = await authorOf(making, update.author).client.get<PersonView[]>(`/api/libraries/${library}/records`, {
    kind: 'person',
    limit: 50,
  })
  return update.asks.flatMap(({ to, text }, place) => {
    const person = people.find(({ id }) => id === personIds.get(to))
    if (person === undefined) return []
    const when = byWhen({ askedAtMs: ports.clock.nowMs(), person })
    return [{ id: `a${place + 1}`, to: [person.id], text, byWhen: when }]
  })
}

async function writeDecisions(making: Making): Promise<void> {
  for (const { author, thread, on, atSec, title, why } of making.content.decisions) {
    await authorOf(making, author).perform(making.library, {
      request: 'decision.write',
      title,
      why,
      thread: threadOf(making, thread).id,
      evidence: [{ item: itemOf(making, on), version: null, ms: atSec === null ? null : atSec * 1000 }],
      decidedBy: [making.personIds.get(author) ?? ''],
      replaces: null,
    })
  }
}

async function writeComments(making: Making): Promise<void> {
  for (const { author, on, atSec, text } of making.content.comments) {
    const who = authorOf(making, author)
    who.setClock(making.ports.clock.nowMs())
    await who.perform(making.library, {
      request: 'comment.write',
      on: { item: itemOf(making, on), version: null, ms: atSec === null ? null : atSec * 1000 },
      text,
      answersAsk: null,
    })
  }
}

async function makePath(making: Making): Promise<void> {
  const { author, title, about, sections } = making.content.path
  const who = authorOf(making, author)
  let stepCount = 0
  const made = []
  for (const [place, section] of sections.entries()) {
    const steps = []
    for (const step of section.steps) {
      const item =
        'update' in step
          ? itemOf(making, step.update)
          : await who.perform(making.library, { request: 'document.write', ...step.document, thread: null })
      stepCount += 1
      steps.push({ id: `t${stepCount}`, item, title: null, asksToConfirm: 'document' in step && step.asksToConfirm })
    }
    made.push({ id: `s${place + 1}`, title: section.title, steps })
  }
  await who.perform(making.library, { request: 'path.make', title, about, sections: made })
}
