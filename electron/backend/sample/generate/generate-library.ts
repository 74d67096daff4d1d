import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { libraryIdOf, nonceFrom } from '../../../../domain/library/ids.ts'
import { type Marker, markerName } from '../../../../domain/library/paths.ts'
import { defaultWorkingTime } from '../../../../domain/records/person.ts'
import type { Cadence } from '../../../../domain/records/thread.ts'
import { addDays, type IsoDate, instantAt, weekdayOf } from '../../../../domain/time/zoned.ts'
import { sha256OfText } from '../../library/sha256.ts'
import { GeneratedAuthor, put } from './author.ts'
import { createProse } from './prose.ts'
import { seededRandom } from './random.ts'
import {
  type GenerateOptions,
  type Generating,
  isPacked,
  threadPlaceOf,
  timeZone,
  writeWorkday,
} from './write-workday.ts'

const cadence: Cadence = { every: 'day', weekday: 5, dueMinutes: 17 * 60 }
const givenNames =
  'Mara Tomas Aya Ines Jonas Priya Wei Omar Lena Pavel Nora Diego Hana Emil Zofia Kofi Rosa Ivan Mei Lars'
const familyNames =
  'Silva Novak Tanaka Costa Berg Rao Chen Haddad Vogel Petrov Lind Moreno Sato Kraus Nowak Mensah Ruiz Orlov'
const subjects =
  'Payments Search Onboarding Mobile Website Support Hiring Research Delivery Security Reports Design Printing'
const daysUntilPacked = 37

/**
 * Writes a library of any size into an empty folder, the same for the same options: people, threads, updates with a
 * short video and its captions, some comments and decisions. Months that its writers would have packed are packs.
 */
export function generateLibrary(options: GenerateOptions): { library: string; founder: string } {
  const { dir, personCount, until } = options
  mkdirSync(dir, { recursive: true })
  const seed = seedOf(options)
  const prose = createProse(seededRandom(seed))
  const people = Array.from({ length: Math.max(1, personCount) }, (_, place) => ({
    author: new GeneratedAuthor(seededRandom(seed + place + 1)),
    name: nameOfPerson(place),
  }))
  const founder = people[0]?.author ?? new GeneratedAuthor(seededRandom(seed))
  const library = writeMarker(dir, founder)
  for (const { author } of people) author.library = library

  const days = workingDaysBack({ until, count: Math.ceil(options.updateCount / people.length) })
  const firstMs = instantAt({ date: addDays(days[0] ?? until, -1), minutes: 9 * 60, timeZone })
  const packBefore = addDays(until, -daysUntilPacked).slice(0, 7).replace('-', '')
  const threads = Array.from({ length: Math.max(1, Math.ceil(people.length / 5)) }, (_, place) => {
    const name = nameFrom(subjects, place)
    return { ...founder.newRecord(), name }
  })
  const generating: Generating = {
    ...options,
    people,
    packBefore,
    prose,
    threads: threads.map(({ subject: id, name }) => ({ id, name })),
  }

  introduce({ generating, founder, threads, atMs: firstMs })
  let doneCount = 0
  for (const [day, date] of days.entries()) {
    // The oldest day takes what does not fill a whole one.
    const wanted = options.updateCount - (days.length - 1 - day) * people.length - doneCount
    for (const place of people.slice(0, Math.max(0, wanted)).keys()) {
      writeWorkday({ generating, place, date })
      doneCount += 1
    }
    options.onProgress(doneCount)
  }
  for (const { author } of people) author.endMonth(dir)
  return { library, founder: founder.id }
}

/** Two libraries of different options must not take each other's ids. */
function seedOf({ seed, updateCount, personCount, until, wordCount, isLoose }: GenerateOptions): number {
  const hash = sha256OfText(JSON.stringify([seed, updateCount, personCount, until, wordCount, isLoose]))
  return new DataView(hash.buffer, hash.byteOffset).getUint32(0)
}

function writeMarker(dir: string, founder: GeneratedAuthor): string {
  const nonce = nonceFrom(founder.random.bytes(10))
  const library = libraryIdOf(founder.id, nonce, sha256OfText)
  const marker: Marker = { app: 'ownpace', format: 1, founder: founder.id, library, nonce }
  put(join(dir, markerName), `${JSON.stringify(marker)}\n`)
  return library
}

function introduce({
  generating,
  founder,
  threads,
  atMs,
}: {
  generating: Generating
  founder: GeneratedAuthor
  threads: { subject: string; nonce: string; name: string }[]
  atMs: number
}): void {
  const { dir, people } = generating
  const mayPack = isPacked(generating, atMs)
  for (const { author, name } of people) {
    const body = { ...defaultWorkingTime, name, timeZone }
    const operations = [
      { kind: 'person.profile', subject: author.id, body },
      { kind: 'writer.label', subject: author.id, body: { deviceName: `${name.split(' ')[0]}’s laptop` } },
    ]
    author.write(dir, { operations, atMs, mayPack })
  }
  const about = { name: 'Generated library', purpose: 'team' }
  founder.write(dir, {
    operations: [{ kind: 'library.about', subject: founder.library, body: about }],
    atMs: atMs + 1,
    mayPack,
  })
  for (const [place, { subject, nonce, name }] of threads.entries()) {
    const questions = [
      { id: 'done', text: founder.say('What got done?'), hint: null, intent: 'plain' },
      { id: 'next', text: founder.say('What is next?'), hint: null, intent: 'plain' },
      { id: 'blocked', text: founder.say('What is in the way?'), hint: null, intent: 'blocker' },
    ]
    const aboutThread = { name: founder.say(name), purpose: 'status', replaces: { minutes: 30 }, suggestedSec: 180 }
    const operations = [
      { kind: 'thread.about', subject, nonce, body: aboutThread },
      { kind: 'thread.cadence', subject, body: { ...cadence } },
      { kind: 'thread.questions', subject, body: { questions } },
      ...people
        .filter((_, person) => threadPlaceOf(generating, person) === place)
        .map(({ author }) => ({ kind: `thread.person:${author.id}`, subject, body: { present: true } })),
    ]
    founder.write(dir, { operations, atMs: atMs + 2 + place, mayPack })
  }
}

/** Working days up to `until`, the oldest first. */
function workingDaysBack({ until, count }: { until: IsoDate; count: number }): IsoDate[] {
  const days: IsoDate[] = []
  for (let date = until; days.length < count; date = addDays(date, -1)) if (weekdayOf(date) < 6) days.push(date)
  return days.reverse()
}

function nameOfPerson(place: number): string {
  const given = givenNames.split(' ')
  const families = familyNames.split(' ')
  const round = Math.floor(place / (given.length * families.length))
  const family = families[((place % given.length) + Math.floor(place / given.length)) % families.length]
  return `${given[place % given.length]} ${family}${round === 0 ? '' : ` ${round + 1}`}`
}

/** A name of a list, with a number once the list is used up. */
function nameFrom(list: string, place: number): string {
  const names = list.split(' ')
  const round = Math.floor(place / names.length)
  return `${names[place % names.length]}${round === 0 ? '' : ` ${round + 1}`}`
}
