import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecordView } from '../../domain/views/records.ts'
import type { Client } from './client.ts'
import type { HostileSync } from './hostile-sync.ts'
import { hashOf, isPathOfFormat, uniteBatches } from './judge.ts'
import { filesBelow } from './shared-copy.ts'

/** Something that a person said and that a client told them is kept. */
export interface Said {
  /** A word that stands in nothing else. */
  word: string
  /** The record that it was said in. */
  subject: string
  kind: 'update' | 'comment' | 'document'
  by: string
  isCaption: boolean
}

/** The devices, and what knows which names a sync tool gave. */
interface Folders {
  clients: readonly Client[]
  sync: Pick<HostileSync, 'madeName'>
}

/** What people said and took back in a world, and whether the world came to hold just that. */
export interface Ledger {
  say(said: Omit<Said, 'isCaption'> & { isCaption?: boolean }): void
  withdraw(subject: string): void
  /** Whether something was said in this record and not taken back. */
  isStanding(subject: string): boolean
  /** What waited on a device that was copied: both devices may say it. */
  double(subjects: Iterable<string>): void
  /** The records that were made and not taken back. */
  standing(kind: Said['kind']): { subject: string; by: string }[]
  /** What is wrong with a world that has come to rest. */
  complaints(world: Folders): Promise<string[]>
}

export function newLedger(): Ledger {
  const all: Said[] = []
  const withdrawn = new Set<string>()
  const doubled = new Set<string>()
  const isDoubled = (subject: string): boolean => doubled.has(subject)

  return {
    say: (said) => void all.push({ isCaption: false, ...said }),
    withdraw: (subject) => void withdrawn.add(subject),
    isStanding: (subject) => !withdrawn.has(subject) && all.some((said) => said.subject === subject),
    double(subjects) {
      for (const subject of subjects) doubled.add(subject)
    },
    standing(kind) {
      const makers = new Map<string, string>()
      for (const said of all) {
        if (said.kind === kind && !withdrawn.has(said.subject) && !makers.has(said.subject)) {
          makers.set(said.subject, said.by)
        }
      }
      return [...makers].map(([subject, by]) => ({ subject, by }))
    },
    async complaints(world) {
      const folders = await Promise.all(world.clients.map((client) => complaintsAboutFolder(world, client)))
      const waiting = world.clients.flatMap((client) =>
        client.library.outbox
          .list()
          .filter(({ subject }) => !withdrawn.has(subject))
          .map(({ request, failure }) => `${client.name} still keeps ${request}: ${failure?.code} ${failure?.message}`),
      )
      const views = await Promise.all(world.clients.map((client) => client.views()))
      return [...waiting, ...differences(world, views), ...folders.flat(), ...complaintsAboutViews(views[0] ?? [])]
    },
  }

  async function complaintsAboutFolder(
    { sync }: Folders,
    { name, dir, profileDir, library }: Client,
  ): Promise<string[]> {
    const complaints: string[] = []
    const files = filesBelow(dir).map((path) => ({ path, bytes: readFileSync(join(dir, path)) }))
    for (const { path } of files) {
      if (!isPathOfFormat(path) && !sync.madeName(path)) complaints.push(`${name} is left with ${path}`)
    }
    const united = [...uniteBatches(files).values()]
    complaints.push(...complaintsAboutChains(united.map(({ head, headLine }) => ({ ...head, hash: hashOf(headLine) }))))
    const texts = united.map(({ words }) => [...words.values()].map(({ text }) => text).join('\n'))
    for (const { word, subject, kind, isCaption } of all) {
      if (withdrawn.has(subject)) continue
      if (isCaption) {
        const isThere = files.some(
          ({ path, bytes }) => /\.vtt$/.test(path) && isPathOfFormat(path) && bytes.includes(word),
        )
        if (!isThere) complaints.push(`${name} has lost the captions ${word} of ${subject}`)
        continue
      }
      const count = texts.filter((text) => text.includes(word)).length
      if (count !== 1 && !(count === 2 && isDoubled(subject)))
        complaints.push(`${name} holds the ${kind}'s word ${word} of ${subject} ${count} times`)
    }
    const indexed = filesBelow(join(profileDir, 'libraries', library.id))
      .filter((path) => path.startsWith('index.sqlite'))
      .map((path) => ({ path, bytes: readFileSync(join(profileDir, 'libraries', library.id, path)) }))
    for (const { word, subject } of all) {
      if (!withdrawn.has(subject)) continue
      // terms of the search index share their first letters
      const rest = word.slice(3)
      for (const { path, bytes } of [...files, ...indexed]) {
        if (bytes.includes(rest)) complaints.push(`${name} still holds the withdrawn ${word} of ${subject} in ${path}`)
      }
    }
    return complaints
  }

  /** By its words alone: a device that took up a new key may have given what waited another id. */
  function complaintsAboutViews(views: RecordView[]): string[] {
    const texts = views.map((view) => JSON.stringify(view))
    const shownOf = (words: Said[]): string[] => texts.filter((text) => words.some(({ word }) => text.includes(word)))
    return [...new Set(all.map((said) => said.subject))].flatMap((subject) => {
      const words = all.filter((said) => said.subject === subject && !said.isCaption)
      const shown = shownOf(words)
      const name = `the ${words[0]?.kind} ${subject}`
      if (withdrawn.has(subject)) return shown.map((text) => `${name} was withdrawn and is shown: ${text}`)
      if (shown.length === 0) return [`${name} is not shown`]
      if (shown.length > 1 && !isDoubled(subject)) return [`${name} is shown ${shown.length} times: ${shown.join(' ')}`]
      const last = words.at(-1)
      const isOneHand = new Set(words.map(({ by }) => by)).size === 1 && !isDoubled(subject)
      return isOneHand && last && shownOf([last]).length === 0 ? [`${name} shows what was corrected: ${shown[0]}`] : []
    })
  }
}

/** Every writer's batches follow each other without a gap, each one naming the one before it. */
function complaintsAboutChains(heads: { writer: string; seq: number; prev: string | null; hash: string }[]): string[] {
  const hashes = new Set(heads.map(({ hash }) => hash))
  return heads
    .filter(({ seq, prev }) => (prev === null ? seq !== 1 : !hashes.has(prev)))
    .map(({ writer, seq }) => `batch ${seq} of ${writer} follows one that is not there`)
}

function differences({ clients }: Folders, views: RecordView[][]): string[] {
  const [first = [], ...others] = views
  const expected = new Map(first.map((view) => [view.id, JSON.stringify(view)]))
  return others.flatMap((list, place) => {
    const name = clients[place + 1]?.name
    const complaints = list
      .filter((view) => expected.get(view.id) !== JSON.stringify(view))
      .map((view) => `${name} sees ${JSON.stringify(view)} where ${clients[0]?.name} sees ${expected.get(view.id)}`)
    const ids = new Set(list.map(({ id }) => id))
    const missing = first.filter(({ id }) => !ids.has(id)).map((view) => `${name} misses ${JSON.stringify(view)}`)
    return [...complaints, ...missing]
  })
}
