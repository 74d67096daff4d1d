import { describe, expect, it } from 'vitest'
import type { PersonView } from '../../../../domain/views/records.ts'
import { invitationFieldsFrom, invitationText } from '../../../../renderer/features/people/invitation.ts'
import { shortNameOf } from '../../../../renderer/features/people/person-mark.tsx'
import { keepVoices, voiceOf } from '../../../../renderer/features/people/voice.ts'
import { workingTimeWords } from '../../../../renderer/features/people/working-time.ts'

const person = (id: string, name: string): [string, PersonView] => [
  id,
  {
    kind: 'person',
    id,
    atMs: 0,
    name,
    timeZone: 'UTC',
    workingDays: [],
    fromMinutes: 0,
    toMinutes: 0,
    awayUntil: null,
    isOwner: false,
    devices: [],
  },
]

describe('people', () => {
  it('are called by their first name where nobody else has it', () => {
    const people = new Map([person('a', 'Mara Oliveira'), person('b', 'Tomas Krejci'), person('c', 'Tomas Lund')])
    expect(shortNameOf('a', people)).toBe('Mara')
    expect(shortNameOf('b', people)).toBe('Tomas Krejci')
    expect(shortNameOf('z', people)).toBe('Someone')
  })

  it('have colours in the order in which they came to their library', () => {
    const came = (library: string, id: string, atMs: number) => ({ library, view: { id, atMs } })
    const elsewhere = came('other', 'x', 0)
    keepVoices([came('lib', 'c', 3), came('lib', 'a', 1), elsewhere, came('lib', 'b', 2)])
    expect(['a', 'b', 'c', 'x'].map(voiceOf)).toEqual([1, 2, 3, 1])
  })

  it('say their working time in words', () => {
    const hours = { fromMinutes: 540, toMinutes: 1080 }
    expect(workingTimeWords({ ...hours, workingDays: [1, 2, 3, 4, 5] })).toBe('Monday to Friday, 09:00 to 18:00')
    expect(workingTimeWords({ ...hours, workingDays: [4, 1, 2] })).toBe('Monday, Tuesday and Thursday, 09:00 to 18:00')
    expect(workingTimeWords({ ...hours, workingDays: [] })).toBe('No working days named')
  })
})

describe('the letter to a newcomer', () => {
  it('says what this is, where folder and app are, and what to begin with', () => {
    const letter = invitationText({
      library: 'Payments',
      fields: { folderLink: ' https://example.com/f ', appLink: 'https://example.com/app', path: 'p' },
      pathTitle: 'First week',
      sender: 'Aya',
    })
    expect(letter).toContain('“Payments”')
    expect(letter).toContain('on your computer: https://example.com/f\n')
    expect(letter).toContain('2. Install Ownpace: https://example.com/app')
    expect(letter).toContain('“I am new here”')
    expect(letter).toContain('4. Begin with the path “First week”')
    expect(letter.endsWith('\n\nAya')).toBe(true)
  })

  it('is whole without links and without a path', () => {
    const fields = invitationFieldsFrom(null)
    const letter = invitationText({ library: 'Payments', fields, pathTitle: null, sender: 'Aya' })
    expect(letter).toContain('1. Accept the folder that I share with you')
    expect(letter).toContain('4. Look at “Catch up”')
  })
})
