import { resolve } from 'node:path'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { PersonView } from '../../../domain/views/records.ts'
import { wrongUsage } from '../arguments.ts'
import { type Command, libraryOption, textOption } from '../command.ts'
import { joinAs, newcomer, perform, recordsOf, searchedLibraries } from '../libraries.ts'

function libraryValue(library: LibraryView) {
  return { id: library.id, name: library.name, dir: library.dir, person: library.me }
}

export const libraryCreate: Command = {
  words: 'library create',
  aliases: ['create library'],
  operands: ['DIR'],
  summary: 'Make a library in a folder.',
  options: { name: { type: 'string', value: 'N', isRequired: true, help: 'What the library is called.' } },
  async run({ operands, options, backend }) {
    const client = await backend()
    const library = await client.send<LibraryView>('POST', '/api/libraries', {
      dir: resolve(operands[0] ?? ''),
      name: textOption(options, 'name'),
      purpose: 'team',
      person: await newcomer(client),
    })
    return { value: libraryValue(library), text: `The library "${library.name}" is in ${library.dir}.` }
  },
}

export const libraryJoin: Command = {
  words: 'library join',
  aliases: ['join library'],
  operands: ['DIR'],
  summary: 'Join a library that someone shared, as a new person.',
  options: {},
  async run({ operands, backend }) {
    const library = await joinAs(await backend(), resolve(operands[0] ?? ''))
    return { value: libraryValue(library), text: `You are in the library "${library.name}".` }
  },
}

export const libraryList: Command = {
  words: 'library list',
  aliases: ['list libraries'],
  operands: [],
  summary: 'List the libraries that this profile knows.',
  options: {},
  async run({ backend }) {
    const libraries = await (await backend()).get<LibraryView[]>('/api/libraries')
    return {
      value: libraries.map(({ id, name, dir, me, state }) => ({ id, name, dir, person: me, state })),
      text: libraries.map(({ name, dir, state }) => `${name}  ${dir}  ${state}`).join('\n') || 'No library yet.',
    }
  },
}

export const person: Command = {
  words: 'person',
  operands: [],
  summary: 'Say who you are: in the libraries of this profile, and in those it makes or joins later.',
  options: {
    name: { type: 'string', value: 'N', help: 'Your name.' },
    'time-zone': { type: 'string', value: 'Z', help: 'Your time zone, such as Europe/Lisbon.' },
    library: libraryOption,
  },
  async run(context) {
    const { options } = context
    const client = await context.backend()
    const timeZone = textOption(options, 'time-zone')
    if (timeZone !== null && !isTimeZone(timeZone)) {
      throw wrongUsage(`"${timeZone}" is no time zone.`, 'Write it like Europe/Lisbon or America/Sao_Paulo.')
    }
    const name = textOption(options, 'name')
    const settings = await client.send<{ name: string; timeZone: string }>('PATCH', '/api/settings', {
      ...(name === null ? {} : { name }),
      ...(timeZone === null ? {} : { timeZone }),
    })
    const libraries = await searchedLibraries(context)
    for (const library of libraries.filter(({ state }) => state !== 'offline')) {
      const me = (await recordsOf(client, library.id, 'person')).find(({ id }) => id === library.me)
      if (me) await perform(context, library, changedPerson(me, { name, timeZone }))
    }
    return {
      value: { name: settings.name, timeZone: settings.timeZone, libraries: libraries.map(({ id }) => id) },
      text: `You are ${settings.name || 'not named yet'}, in ${settings.timeZone}.`,
    }
  },
}

function changedPerson(me: PersonView, change: { name: string | null; timeZone: string | null }) {
  const { workingDays, fromMinutes, toMinutes, awayUntil } = me
  return {
    request: 'person.change' as const,
    name: change.name ?? me.name,
    timeZone: change.timeZone ?? me.timeZone,
    workingDays,
    fromMinutes,
    toMinutes,
    awayUntil,
  }
}
