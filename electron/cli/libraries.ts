import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure } from '../../domain/failure.ts'
import type { LibraryRequest } from '../../domain/requests/requests.ts'
import type { ChangesPage, LibraryView } from '../../domain/views/library.ts'
import type { RecordKind, RecordView } from '../../domain/views/records.ts'
import type { BackendClient } from '../backend/client.ts'
import { type CommandContext, textOption } from './command.ts'

/** The library that a command is about: the one in `--library`, else the only one that the profile knows. */
export async function chosenLibrary(context: CommandContext): Promise<LibraryView> {
  const client = await context.backend()
  const libraries = await client.get<LibraryView[]>('/api/libraries')
  const dir = textOption(context.options, 'library')
  const wanted = dir === null ? '' : realPathOf(dir)
  const known = dir === null ? onlyOne(libraries) : libraries.find((library) => realPathOf(library.dir) === wanted)
  if (known) return requireOnline(await lookedThrough(client, known))
  context.progress(`Joining the library in ${wanted}`)
  return requireOnline(await joinAs(client, wanted))
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
  const client = await context.backend()
  const libraries = await client.get<LibraryView[]>('/api/libraries')
  return Promise.all(libraries.map((library) => lookedThrough(client, library)))
}

/** The record of an id in any of the profile's libraries, or in the one named. */
export async function findRecord(
  context: CommandContext,
  id: string,
): Promise<{ library: LibraryView; view: RecordView; text: string | null }> {
  const client = await context.backend()
  const libraries = await searchedLibraries(context)
  for (const library of libraries) {
    try {
      const detail = await client.get<{ view: RecordView; text: string | null }>(
        `/api/libraries/${library.id}/records/${encodeURIComponent(id)}`,
      )
      return { library, ...detail }
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
