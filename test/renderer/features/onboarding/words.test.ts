import { describe, expect, it } from 'vitest'
import type { AcknowledgementView, DocumentView, PersonView } from '../../../../domain/views/records.ts'
import { choicesFrom } from '../../../../renderer/features/onboarding/choices.ts'
import { titleOfFile } from '../../../../renderer/features/onboarding/file-title.ts'
import { confirmedWords, leadOfPath } from '../../../../renderer/features/onboarding/step-words.ts'

const reader = { nowMs: Date.UTC(2026, 10, 25, 12), timeZone: 'UTC', locale: 'en-GB' }
const monday = Date.UTC(2026, 10, 23, 9)

const people = new Map<string, PersonView>(
  ['Aya Lopes', 'Tomas Reis', 'Inês Faro', 'Mara Onu', 'Nia Sol'].map((name) => [
    name,
    {
      ...{ kind: 'person', id: name, atMs: 1, name, timeZone: 'UTC', workingDays: [1], fromMinutes: 0 },
      ...{ toMinutes: 60, awayUntil: null, isOwner: false, devices: [] },
    },
  ]),
)

const by = (person: string, version = 'now'): AcknowledgementView => ({
  ...{ kind: 'acknowledgement', id: person, atMs: monday, person, path: 'p', step: 's', item: 'i', version },
})

const told = (confirmations: AcknowledgementView[], me = 'me'): string | null =>
  confirmedWords(confirmations, { me, version: 'now', people, reader })

describe('who confirmed a step', () => {
  it('is told by name and day', () => {
    expect(told([by('Aya Lopes')])).toBe('Understood by Aya on Monday')
    expect(told([by('Aya Lopes'), by('Tomas Reis')])).toBe('Understood by Aya on Monday and Tomas on Monday')
  })

  it('is told with the rest counted', () => {
    const all = [...people.keys()].map((person) => by(person))
    expect(told(all)).toBe('Understood by Aya on Monday, Tomas on Monday, Inês on Monday and 2 others')
  })

  it('is told with what has changed since', () => {
    expect(told([by('Aya Lopes', 'before')])).toBe('Understood by Aya on Monday, before it changed')
  })

  it('leaves me out', () => {
    expect(told([by('Aya Lopes')], 'Aya Lopes')).toBeNull()
  })
})

describe('the line below a path’s title', () => {
  it('says whose it is and how long it takes', () => {
    const lead = (allMs: number, isMine = false): string => leadOfPath({ name: 'Mara', isMine, allMs })
    expect(lead(7_200_000)).toMatch(/^Kept by Mara\. Two hours in all, at your own pace; nobody sees/)
    expect(lead(14 * 60_000)).toMatch(/^Kept by Mara\. 14 minutes in all/)
    expect(lead(75 * 60_000)).toMatch(/^Kept by Mara\. In all 1 h 15 min/)
    expect(lead(20_000, true)).toMatch(/^Kept by you\. One minute in all/)
  })
})

describe('what can become a step', () => {
  const document = (title: string, atMs: number): DocumentView => ({
    ...{ kind: 'document', id: title, atMs, author: 'Aya Lopes', version: 'v', editedAtMs: null, title },
    ...{ thread: null, excerpt: '', readSec: 1, concurrentVersions: [] },
  })
  const all = [document('Ledger rules', 1), document('How we work', 2)]
  const found = (query: string): string[] => choicesFrom(all, { query, nameOf: (id) => id }).map(({ title }) => title)

  it('is found by title or by person, the newest first', () => {
    expect(found('')).toEqual(['How we work', 'Ledger rules'])
    expect(found('ledger')).toEqual(['Ledger rules'])
    expect(found('aya work')).toEqual(['How we work'])
    expect(found('nothing')).toEqual([])
  })
})

describe('the title of a video that is brought in', () => {
  it('begins with its file’s name, as words', () => {
    expect(titleOfFile('how-money_moves.mp4')).toBe('How money moves')
    expect(titleOfFile('Recording 2026.11.webm')).toBe('Recording 2026.11')
    expect(titleOfFile('.mp4')).toBe('')
  })
})
