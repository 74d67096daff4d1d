import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure } from '../../domain/failure.ts'
import type { LibraryRequest } from '../../domain/requests/requests.ts'
import type { ChangesPage, LibraryView } from '../../domain/views/library.ts'
import type { RecordKind, RecordView } from '../../domain/views/records.ts'
import type { BackendClient } from '../backend/client.ts'
import { type CommandContext, textOption } from './command.ts'

/** The library that a command writes to: the one in `--library`, joined where it is not yet, else the only one. */
export async function chosenLibrary(context: CommandContext): Promise<LibraryView> {
  const client = await context.backend()
  const known = await knownLibrary(context)
  if (known) return requireOnline(await lookedThrough(client, known))
  const dir = realPathOf(textOption(context.options, 'library') ?? '')
  context.progress(`Joining the library in ${dir}`)
  return requireOnline(await joinAs(client, dir))
}

/** A library to read, and the backend that reads it. */
export interface ReadLibrary {
  client: BackendClient
  library: LibraryView
}

/** The library that a command reads: one that the profile does not know is looked at without being joined. */
export async function libraryToRead(context: CommandContext): Promise<ReadLibrary> {
  const client = await context.backend()
  const known = await knownLibrary(context)
  if (known) return { client, library: requireOnline(await lookedThrough(client, known)) }
  const onlooker = await context.onlooker()
  const dir = realPathOf(textOption(context.options, 'library') ?? '')
  const library = await onlooker.send<LibraryView>('POST', '/api/libraries/look', { dir })
  return { client: onlooker, library: requireOnline(library) }
}

/** The profile's library in `--library`, null for a folder it does not know; without the option, its only one. */
export async function knownLibrary(context: CommandContext): Promise<LibraryView | null> {
  const libraries = await (await context.backend()).get<LibraryView[]>('/api/libraries')
  const dir = textOption(context.options, 'library')
  if (dir === null) return onlyOne(libraries)
  const wanted = realPathOf(dir)
  return libraries.find((library) => realPathOf(library.dir) === wanted) ?? null
}

/** Joins a library as a new person, named as the profile's settings say. */
export async function joinAs(client: BackendClient, dir: string): Promise<LibraryView> {
  return client.send<LibraryView>('POST', '/api/libraries/join', { dir, as: { new: await newcomer(client) } })
}

/** Who a new person of this profile would be. */
export async function newcomer(client: BackendClient): Promise<{ name: string; timeZone: string }> {
  const settings = await client.get<{ name: string; timeZone: string }>('/api/settings')
  const host = await client.get<{ userName: string; systemTimeZone: string }>('/api/host')
  return { name: settings.name || host.userName || 'Someone', timeZone: settings.timeZone || host.systemTimeZone }
}

function onlyOne(libraries: LibraryView[]): LibraryView {
  const [first, second] = libraries
  if (first === undefined) {
    throw new Failure({
      code: 'wrong-usage',
      message: 'This profile knows no library yet.',
      remedy: 'Name one with --library DIR, or make one with "library create DIR --name N".',
    })
  }
  if (second !== undefined) {
    throw new Failure({
      code: 'wrong-usage',
      message: 'This profile knows several libraries.',
      remedy: `Say which with --library DIR: ${libraries.map(({ dir }) => dir).join(', ')}`,
    })
  }
  return first
}

/** The library once what is new in its folder has been read: a command answers for the folder as it is now. */
function lookedThrough(client: BackendClient, library: LibraryView): Promise<LibraryView> {
  return client.send<LibraryView>('POST', `/api/libraries/${library.id}/scan`)
}

function requireOnline(library: LibraryView): LibraryView {
  if (library.state !== 'offline') return library
  throw new Failure(
    library.failure ?? {
      code: 'library-offline',
      message: `The folder of "${library.name}" cannot be reached.`,
      kept: 'What was read before is kept on this device.',
      remedy: 'Connect the drive or start the sync tool, then try again.',
    },
  )
}

/** The absolute path with links resolved, so that two spellings of one folder are one. */
function realPathOf(dir: string): string {
  try {
    return realpathSync(resolve(dir))
  } catch {
    return resolve(dir)
  }
}

/** All records of one kind, newest first. They come through the change feed, whose cursor passes over none. */
export async function recordsOf<Kind extends RecordKind>(
  client: BackendClient,
  library: string,
  kind: Kind,
): Promise<Extract<RecordView, { kind: Kind }>[]> {
  const records: RecordView[] = []
  for (let page: ChangesPage | null = null; page === null || page.hasMore; records.push(...page.records)) {
    const cursor: { epoch: string | null; after: number } = { epoch: page?.epoch ?? null, after: page?.n ?? 0 }
    page = await client.get<ChangesPage>(`/api/libraries/${library}/changes`, { ...cursor, limit: pageSize })
  }
  return records
    .filter((record): record is Extract<RecordView, { kind: Kind }> => record.kind === kind)
    .sort((a, b) => b.atMs - a.atMs)
}

const pageSize = 500

/** Writes a request and waits until it stands in the folder; answers the record's id. */
export async function perform(context: CommandContext, library: LibraryView, request: LibraryRequest): Promise<string> {
  const client = await context.backend()
  return (await client.perform(library.id, request, context.progress)).id
}

/** The library in `--library`, else all that the profile knows, looked through. */
export async function searchedLibraries(context: CommandContext): Promise<LibraryView[]> {
  if (textOption(context.options, 'library') !== null) return [await chosenLibrary(context)]
  return await allLibraries(await context.backend())
}

/** What a search reads: the library in `--library`, else all of the profile. */
export async function librariesToRead(
  context: CommandContext,
): Promise<{ client: BackendClient; libraries: LibraryView[] }> {
  if (textOption(context.options, 'library') !== null) {
    const { client, library } = await libraryToRead(context)
    return { client, libraries: [library] }
  }
  const client = await context.backend()
  return { client, libraries: await allLibraries(client) }
}

async function allLibraries(client: BackendClient): Promise<LibraryView[]> {
  const libraries = await client.get<LibraryView[]>('/api/libraries')
  return await Promise.all(libraries.map((library) => lookedThrough(client, library)))
}

interface FoundRecord extends ReadLibrary {
  view: RecordView
  text: string | null
}

/** The record of an id, to read it, in any of the profile's libraries or in the one named. */
export async function recordToRead(context: CommandContext, id: string): Promise<FoundRecord> {
  const { client, libraries } = await librariesToRead(context)
  return await recordIn(client, { id, libraries })
}

/** The record of an id, to write about it: a library named and not joined yet is joined. */
export async function findRecord(context: CommandContext, id: string): Promise<FoundRecord> {
  return await recordIn(await context.backend(), { id, libraries: await searchedLibraries(context) })
}

async function recordIn(
  client: BackendClient,
  { id, libraries }: { id: string; libraries: LibraryView[] },
): Promise<FoundRecord> {
  for (const library of libraries) {
    try {
      const detail = await client.get<{ view: RecordView; text: string | null }>(
        `/api/libraries/${library.id}/records/${encodeURIComponent(id)}`,
      )
      return { client, library, ...detail }
    } catch (error) {
      if (!(error instanceof Failure && (error.code === 'not-found' || error.code === 'bad-request'))) throw error
    }
  }
  throw new Failure({
    code: 'not-found',
    message: `Nothing here has the id ${id}.`,
    remedy: 'It may be withdrawn, or on its way; "list updates" shows what is here.',
  })
}
