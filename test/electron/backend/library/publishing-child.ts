import { randomBytes } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createEventBus } from '../../../../electron/backend/events.ts'
import { createJobQueue } from '../../../../electron/backend/jobs/queue.ts'
import { openLibraries } from '../../../../electron/backend/library/libraries.ts'
import { createPreparedStore } from '../../../../electron/backend/media/prepared/prepared.ts'
import { openLocalIndex } from '../../../../electron/backend/search/local-index.ts'
import { openConfFile } from '../../../../electron/backend/settings/conf-file.ts'
import { openSettings } from '../../../../electron/backend/settings/store.ts'

/**
 * Publishes one update, with the video that was prepared for it where there is one, for a parent that kills it at some
 * moment. It is as much of the backend as publishing takes, so that it starts quickly. Tells how far it has come.
 */
const [profileDir = '', id = '', thread = '', text = '', prepared = ''] = process.argv.slice(2)
const clock = { nowMs: () => Date.now() }
const log = (line: string): void => console.error(line)
const bus = createEventBus(log)
const libraries = await openLibraries({
  profileDir,
  clock,
  randomBytes,
  settings: openSettings({ profileDir, clock, timeZone: 'Europe/Berlin', openFile: openConfFile, log }),
  log: () => undefined,
  bus,
  jobs: createJobQueue({ bus, clock, randomBytes, log: () => undefined }),
  prepared: await createPreparedStore({ profileDir, randomBytes }),
  openIndex: async (options) => ({
    ...openLocalIndex({ ...options, clock }),
    rebuild: () => Promise.reject(new Error('nobody here asks for an index to be read anew')),
  }),
  onPublished: async () => undefined,
})
const { outbox } = libraries.get(id)
// what an earlier run left comes first, so that each death falls into a publication of its own
await outbox.settled()
writeSync(1, 'asking\n')
await outbox.request({
  request: 'update.publish',
  thread,
  cycle: '2026-W47',
  isNothing: false,
  video: prepared === '' ? null : { prepared },
  title: text,
  answers: [{ question: 'shipped', text: 'Refunds settle again.', startMs: null, isBlocker: false }],
  asks: [],
  intent: null,
  captions: prepared === '' ? [] : [{ language: 'en', vtt: `WEBVTT\n\n00:01.000 --> 00:04.000\n${text}\n` }],
})
writeSync(1, 'accepted\n')
await outbox.settled()
writeSync(1, outbox.list().length === 0 ? 'published\n' : 'waiting\n')
process.exit(0)
