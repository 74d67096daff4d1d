import { describe, expect, it } from 'vitest'
import type { DecisionView } from '../../../../domain/views/records.ts'
import { reasonsPlaceOf } from '../../../../renderer/features/catch-up/places.ts'

const decision: DecisionView = {
  kind: 'decision',
  id: 'd'.repeat(16),
  atMs: 0,
  author: 'a'.repeat(26),
  version: 'v'.repeat(10),
  editedAtMs: null,
  title: 'One queue',
  why: 'Retries',
  thread: null,
  evidence: [],
  decidedBy: [],
  replaces: null,
  replacedBy: null,
  readSec: 1,
}

describe('the reasons of a decision', () => {
  it('are at the second of the video that carries them', () => {
    const evidence = [{ item: 'i'.repeat(16), version: null, ms: 72_000 }]
    expect(reasonsPlaceOf('library', { ...decision, evidence })).toMatchObject({
      screen: 'watch',
      item: 'i'.repeat(16),
      atMs: 72_000,
      isReading: false,
    })
  })

  it('are only to be read where no second is named', () => {
    expect(reasonsPlaceOf('library', decision)).toBeNull()
    expect(reasonsPlaceOf('library', { ...decision, evidence: [{ item: 'i', version: null, ms: null }] })).toBeNull()
  })
})
