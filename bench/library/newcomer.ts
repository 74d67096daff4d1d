import { defaultWorkingTime } from '../../domain/records/person.ts'
import { GeneratedAuthor } from '../../electron/backend/sample/generate/author.ts'
import { seededRandom } from '../../electron/backend/sample/generate/random.ts'
import { writeItem } from '../../electron/backend/sample/generate/write-item.ts'
import type { World } from './worlds.ts'

/** Somebody new who publishes into a generated library while it is measured. */
export interface Newcomer {
  /** Writes one update with its words into the folder, as a sync tool would bring it. */
  publish(): void
}

/** `seed` says who; two of one seed would tell two stories under one name. */
export function newcomerOf({ library, dir }: World, seed: number): Newcomer {
  const author = new GeneratedAuthor(seededRandom(seed))
  author.library = library
  let atMs = Date.now()
  const write = (operations: Parameters<GeneratedAuthor['write']>[1]['operations']): void => {
    atMs += 1000
    author.write(dir, { operations, atMs, mayPack: false })
  }
  const body = { ...defaultWorkingTime, name: 'Newcomer', timeZone: 'Europe/Lisbon' }
  write([{ kind: 'person.profile', subject: author.id, body }])
  let count = 0
  return {
    publish() {
      count += 1
      const { subject, nonce } = author.newRecord()
      const words = `Something new ${count}: the gateway answers and the invoices are sent`
      const month = new Date(atMs).toISOString().slice(0, 7).replace('-', '/')
      const version = { slug: 'news', month, title: author.say(words), text: author.say(words.repeat(5)) }
      writeItem({ dir, subject, body: version, text: words, files: [] })
      write([{ kind: 'document.version', subject, nonce, body: version }])
    },
  }
}
