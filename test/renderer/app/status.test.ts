import { describe, expect, it } from 'vitest'
import type { Job } from '../../../domain/views/job.ts'
import type { LibraryView, OutboxEntryView } from '../../../domain/views/library.ts'
import { statusOf } from '../../../renderer/app/status.ts'

const library: LibraryView = {
  id: 'lib',
  name: 'Payments',
  purpose: 'team',
  dir: '/srv/payments',
  me: 'aya',
  writer: 'ayas-laptop',
  isUnconfirmed: false,
  isClosed: false,
  needsNewer: false,
  isSample: false,
  state: 'ready',
  failure: null,
  epoch: 'e',
  n: 1,
  pendingCount: 0,
}
const entry: OutboxEntryView = {
  id: 'o1',
  library: 'lib',
  subject: 's',
  request: 'update.publish',
  title: 'Refunds',
  state: 'waiting',
  publishAtMs: 0,
  fraction: null,
  prepared: null,
  failure: null,
}
const job: Job = {
  id: 'j1',
  kind: 'compose',
  subject: 't',
  title: 'Your recording',
  state: 'running',
  progress: { fraction: 0.4, step: 'Compressing', detail: '' },
}
const calm = { isConnected: true, libraries: [library], outbox: [], jobs: [] }

describe('the line at the foot of the rail', () => {
  it('claims that all is in the folder only when nothing waits', () => {
    expect(statusOf(calm)).toMatchObject({ state: 'calm', words: 'All is in the folder' })
    expect(statusOf({ ...calm, outbox: [entry] })).toMatchObject({
      state: 'busy',
      words: 'One waits for the folder',
    })
    expect(statusOf({ ...calm, outbox: [entry, { ...entry, id: 'o2' }] }).words).toBe('2 wait for the folder')
  })

  it('says what is being done, and how far it is', () => {
    expect(statusOf({ ...calm, jobs: [job] })).toMatchObject({ words: 'Your recording, 40%', fraction: 0.4 })
    const publishing = { ...entry, state: 'publishing' as const, fraction: 0.5 }
    expect(statusOf({ ...calm, outbox: [publishing] })).toMatchObject({ words: 'Refunds, 50%', fraction: 0.5 })
    expect(statusOf({ ...calm, jobs: [{ ...job, state: 'done' }] }).state).toBe('calm')
  })

  it('puts first what a person has to do something about', () => {
    const away = { ...library, state: 'offline' as const }
    expect(statusOf({ ...calm, libraries: [away], jobs: [job] })).toMatchObject({
      state: 'attention',
      words: 'The folder of Payments is not here',
    })
    const newer = { ...library, needsNewer: true }
    expect(statusOf({ ...calm, libraries: [newer] }).words).toBe('Payments needs a newer Ownpace')
    expect(statusOf({ ...calm, outbox: [{ ...entry, state: 'stuck' }] }).words).toBe(
      'One thing cannot reach the folder',
    )
    expect(statusOf({ ...calm, isConnected: false }).words).toBe('Ownpace does not answer')
  })

  it('claims nothing before there is a library', () => {
    expect(statusOf({ ...calm, libraries: [] }).words).toBe('No library yet')
  })
})
