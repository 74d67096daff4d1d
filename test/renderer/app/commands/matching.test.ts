import { describe, expect, it } from 'vitest'
import { keyGroups } from '../../../../renderer/app/commands/key-groups.ts'
import { matching, matchRank } from '../../../../renderer/app/commands/matching.ts'
import { commandsFor } from '../../../../renderer/app/commands/offered.ts'

describe('a command', () => {
  it('is found by how its words begin, in any order and without accents', () => {
    expect(matchRank('Go to Team Évora', 'team go')).not.toBeNull()
    expect(matchRank('Go to Team Évora', 'evo')).not.toBeNull()
    expect(matchRank('Go to Team Évora', 'ora')).toBeNull()
  })

  it('whose first words are meant stands before others', () => {
    const titles = ['Answer for Record labels', 'Record', 'Go to Search'].map((title) => ({ title }))
    expect(matching(titles, 'rec').map(({ title }) => title)).toEqual(['Record', 'Answer for Record labels'])
  })

  it('is offered among all where nothing was typed', () => {
    expect(matching([{ title: 'b' }, { title: 'a' }], '').map(({ title }) => title)).toEqual(['b', 'a'])
  })
})

describe('what the palette offers', () => {
  const thread = { library: 'one', view: { id: 't', name: 'Payments', people: [] } }

  it('is to go to each thread and to answer for it', () => {
    const titles = commandsFor({ libraries: [{ id: 'one', name: 'Lisbon' }], threads: [thread] }).map(
      ({ title }) => title,
    )
    expect(titles).toEqual(expect.arrayContaining(['Go to Payments', 'Answer for Payments', 'New thread']))
  })

  it('names the library only where there are several', () => {
    const libraries = [
      { id: 'one', name: 'Lisbon' },
      { id: 'two', name: 'Porto' },
    ]
    const commands = commandsFor({ libraries, threads: [thread] })
    expect(commands.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Go to Payments, in Lisbon', 'New thread, in Porto']),
    )
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  })
})

describe('the list of keys', () => {
  it('says of each what it does, once', () => {
    for (const { keys } of keyGroups()) {
      expect(new Set(keys.map(({ does }) => does)).size).toBe(keys.length)
    }
  })
})
