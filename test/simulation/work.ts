import { Failure } from '../../domain/failure.ts'
import type { LibraryRequest } from '../../domain/requests/requests.ts'
import type { DocumentView } from '../../domain/views/records.ts'
import type { Client } from './client.ts'
import type { Said } from './ledger.ts'
import type { World } from './world.ts'

const dayMs = 24 * 3600 * 1000

/** One thing that a person does, or that befalls a device. */
export async function doSomething(world: World): Promise<void> {
  const { chance } = world
  const client = chance.pick(world.clients)
  const did = chance.weighted([
    [14, publishUpdate],
    [14, writeComment],
    [8, correct],
    [4, writeDocument],
    [8, changeDocument],
    [7, withdraw],
    [4, restart],
    [4, takeFolderAway],
    [3, takeFolderAwayInBetween],
    [3, fillDisk],
    [3, letDaysPass],
    [2, breakClock],
    [2, copyDevice],
    [4, keepUp],
  ] as const)
  world.story.push(`${client.name}: ${did.name}`)
  await did(world, client)
  // not at once, each time: what one does waits while more is said
  if (chance.in100(75)) await world.goOn(client)
}

type Request<Name extends LibraryRequest['request']> = Extract<LibraryRequest, { request: Name }>

/** Asks, and notes what was said once the client has told that it is kept. Answers whether it has. */
async function say(
  world: World,
  client: Client,
  {
    request,
    kind,
    words,
    captions = [],
  }: { request: LibraryRequest; kind: Said['kind']; words: string[]; captions?: string[] },
): Promise<boolean> {
  try {
    const { id: subject } = await client.ask(request)
    for (const word of words) world.ledger.say({ word, subject, kind, by: client.name })
    for (const word of captions) world.ledger.say({ word, subject, kind, by: client.name, isCaption: true })
    return true
  } catch (error) {
    // what it is about may not have come to this device
    if (!(error instanceof Failure) || !['not-found', 'not-allowed', 'conflict'].includes(error.code)) throw error
    world.story.push(`${client.name} was refused: ${error.code}`)
    return false
  }
}

async function publishUpdate(world: World, client: Client): Promise<void> {
  const hasVideo = world.chance.in100(50)
  const word = world.chance.word()
  const captions = hasVideo && world.chance.in100(60) ? [world.chance.word()] : []
  const request: Request<'update.publish'> = {
    request: 'update.publish',
    thread: world.thread,
    cycle: '2026-W47',
    isNothing: false,
    video: hasVideo ? { prepared: client.prepareVideo() } : null,
    ...updateWords(word),
    captions: captions.map((spoken) => ({ language: 'en', vtt: captionsOf(spoken) })),
  }
  await say(world, client, { request, kind: 'update', words: [word], captions })
}

async function writeComment(world: World, client: Client): Promise<void> {
  const updates = (await client.views()).filter(({ kind }) => kind === 'update')
  const item = updates.length > 0 ? world.chance.pick(updates).id : world.thread
  const word = world.chance.word()
  const request: Request<'comment.write'> = {
    request: 'comment.write',
    on: { item, version: null, ms: null },
    text: `I think ${word}.`,
    answersAsk: null,
  }
  await say(world, client, { request, kind: 'comment', words: [word] })
}

/** Whose things are whose is the backend's to judge: everybody tries, and most are refused. */
async function correct(world: World, client: Client): Promise<void> {
  const { chance, ledger } = world
  const word = chance.word()
  const isComment = chance.in100(40)
  const own = ledger.standing(isComment ? 'comment' : 'update').filter(({ by }) => samePerson(by, client.name))
  if (own.length === 0) return
  const { subject: id } = chance.pick(own)
  if (isComment) {
    const request: Request<'comment.correct'> = { request: 'comment.correct', id, text: `No, ${word}.` }
    await say(world, client, { request, kind: 'comment', words: [word] })
    return
  }
  const video = chance.in100(20) ? { prepared: client.prepareVideo() } : null
  const request: Request<'update.correct'> = {
    request: 'update.correct',
    id,
    video,
    ...updateWords(word),
    captions: null,
  }
  await say(world, client, { request, kind: 'update', words: [word] })
}

async function writeDocument(world: World, client: Client): Promise<void> {
  const word = world.chance.word()
  const request: Request<'document.write'> = {
    request: 'document.write',
    title: 'How we refund',
    text: `First ${word}.`,
    thread: null,
  }
  await say(world, client, { request, kind: 'document', words: [word] })
}

async function changeDocument(world: World, client: Client): Promise<void> {
  const documents = (await client.views()).filter((view): view is DocumentView => view.kind === 'document')
  if (documents.length === 0) return
  const document = world.chance.pick(documents)
  const seen = [document.version, ...document.concurrentVersions]
  const word = world.chance.word()
  const request: Request<'document.change'> = {
    request: 'document.change',
    id: document.id,
    basedOn: world.chance.in100(50) ? seen : seen.slice(0, 1),
    title: 'How we refund',
    text: `Then ${word}.`,
  }
  await say(world, client, { request, kind: 'document', words: [word] })
}

async function withdraw(world: World, client: Client): Promise<void> {
  const { chance, ledger } = world
  const kind = chance.pick(['update', 'comment', 'document'] as const)
  const own = ledger.standing(kind).filter(({ by }) => samePerson(by, client.name))
  if (own.length === 0) return
  const { subject } = chance.pick(own)
  const isDone = await say(world, client, { request: { request: 'withdraw', id: subject }, kind, words: [] })
  if (isDone) ledger.withdraw(subject)
}

async function restart(_world: World, client: Client): Promise<void> {
  await client.restart()
}

async function keepUp(_world: World, client: Client): Promise<void> {
  await client.keepUp()
}

/** A disk is copied to a second machine with all that is on it, and both go on as one device. */
async function copyDevice(world: World, client: Client): Promise<void> {
  if (world.clients.length > 4 || world.sync.isAway(client.dir)) return
  const { id: library, outbox } = client.library
  world.ledger.double(outbox.list().map(({ subject }) => subject))
  await world.addCopy(client, library)
}

/** The folder goes, as when a disk is not mounted, or comes back. */
async function takeFolderAway({ sync }: World, { dir }: Client): Promise<void> {
  sync.setAway(dir, !sync.isAway(dir))
}

/** The folder goes while something is being published into it. */
async function takeFolderAwayInBetween({ chance, sync }: World, client: Client): Promise<void> {
  client.interrupt(chance.below(12), () => sync.setAway(client.dir, true))
}

/** The disk gets full after so many more files, or is emptied. */
async function fillDisk({ chance }: World, client: Client): Promise<void> {
  const isFull = client.roomForFiles < Number.POSITIVE_INFINITY
  client.roomForFiles = isFull ? Number.POSITIVE_INFINITY : chance.below(5)
}

async function letDaysPass(world: World): Promise<void> {
  world.nowMs += (1 + world.chance.below(12)) * dayMs
}

/** A clock jumps far off, or is put right. */
async function breakClock(world: World, client: Client): Promise<void> {
  const { chance, nowMs } = world
  const isRight = Math.abs(client.skewMs) < dayMs
  client.skewMs = isRight ? chance.pick([Date.UTC(2040, 3, 1), Date.UTC(2001, 3, 1)]) - nowMs : 0
}

function updateWords(word: string): Pick<Request<'update.publish'>, 'title' | 'answers' | 'asks' | 'intent'> {
  return {
    title: `Moved ${word}`,
    answers: [{ question: 'shipped', text: 'Refunds.', startMs: null, isBlocker: false }],
    asks: [],
    intent: null,
  }
}

function captionsOf(word: string): string {
  return `WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nWe moved ${word}.\n`
}

function samePerson(one: string, other: string): boolean {
  const person = (name: string): string => name.replace(/-.*$/, '')
  return person(one) === person(other)
}
