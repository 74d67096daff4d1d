import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import type { CreateLibrary, JoinLibrary } from '../../../domain/requests/requests.ts'
import type { LibraryInspection, LibraryView } from '../../../domain/views/library.ts'
import type { EventBus } from '../events.ts'
import { findInside } from '../folder/write/inside.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { PreparedStore } from '../media/prepared/prepared.ts'
import type { Ports } from '../ports.ts'
import { identify, requireMarker } from './folder-identity.ts'
import { foundLibrary } from './found.ts'
import { createHoldsNote } from './holds.ts'
import type { RenewableIndex } from './index-port.ts'
import { joiningPlan } from './join.ts'
import type { PublishedVideo } from './leave-prepared.ts'
import { closedOutbox, noUpkeep, onlooker } from './look.ts'
import { type LibraryWatch, watchLibrary } from './open-library.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import { openOutboxStore } from './outbox-store.ts'
import type { Plan } from './plan.ts'
import { libraryProfileDir, removeHalfWritten } from './profile-files.ts'
import { startUpkeep, type Upkeep } from './upkeep.ts'
import { drawWriterKey, keepWriter, readWriter, type Writer } from './writer-key.ts'

export type OpenIndex = (options: {
  library: string
  founder: string
  dir: string
  indexPath: string
  /** This device's writer; null before it has joined. */
  reader: string | null
}) => Promise<RenewableIndex>

/** A library that this device has opened. */
export interface OpenLibrary {
  id: string
  dir: string
  writer: Writer
  index: RenewableIndex
  outbox: Outbox
  watch: LibraryWatch
  upkeep: Upkeep
}

export interface LibrariesDeps extends Pick<Ports, 'profileDir' | 'clock' | 'randomBytes' | 'settings' | 'log'> {
  bus: EventBus
  jobs: Pick<JobQueue, 'start' | 'cancel'>
  prepared: Pick<PreparedStore, 'get' | 'assetPath' | 'remove'>
  openIndex: OpenIndex
  onPublished: (published: PublishedVideo) => Promise<void>
}

/** The libraries of this device. */
export interface Libraries {
  /** In the order of the rail. */
  list(): OpenLibrary[]
  /** Throws Failure `not-found`. */
  get(id: string): OpenLibrary
  create(request: CreateLibrary): Promise<LibraryView>
  inspect(dir: string): Promise<LibraryInspection>
  join(request: JoinLibrary): Promise<LibraryView>
  /** Opens a library to read it, without joining it: nothing is written into its folder, and it is in no list. */
  look(dir: string): Promise<LibraryView>
  /** Closes a library on this device; its folder and what waits for it stay as they are. */
  forget(id: string): Promise<void>
  setInFront(isInFront: boolean): void
  /** The absolute path of a library's folder, or of the newest version of an item in it. Throws `not-found`. */
  resolvePath(target: { library: string; item?: string | null | undefined }): Promise<string>
  close(): Promise<void>
}

/** Opens every library in the settings. One whose folder is away opens too: what is known of it stays readable. */
export async function openLibraries(deps: LibrariesDeps): Promise<Libraries> {
  const { profileDir, settings, bus, log } = deps
  const opened = new Map<string, OpenLibrary>()
  let isInFront = false
  let turn: Promise<unknown> = Promise.resolve()

  /** Opening, founding and forgetting one after the other: two at once could make two writers of one device. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  async function open({ id, dir, writer }: { id: string; dir: string; writer: Writer }): Promise<OpenLibrary> {
    await removeHalfWritten(libraryProfileDir(profileDir, id))
    const place = { library: id, dir, indexPath: indexPath(id) }
    const index = await deps.openIndex({ ...place, founder: writer.founder, reader: writer.id })
    const store = await openOutboxStore({ ...deps, library: id })
    let outbox: Outbox | null = null
    let upkeep: Upkeep | null = null
    const watching = watchLibrary({
      ...deps,
      library: id,
      dir,
      writer,
      index,
      onReturn: () => outbox?.wake(),
      onNews: () => {
        outbox?.checkForCopies()
        upkeep?.news()
      },
    })
    outbox = await openOutbox({
      ...deps,
      library: id,
      dir,
      writer,
      index,
      store,
      timeZone: () => settings.get().timeZone,
      undoMs: () => settings.get().undoSec * 1000,
      holdsNote: createHoldsNote({
        index,
        writer: () => writer.id,
        clock: deps.clock,
        timeZone: () => settings.get().timeZone,
        isOn: () => settings.get().deliveryNotes,
      }),
      scan: () => watching.scan(),
    })
    upkeep = startUpkeep({ ...deps, library: id, dir, writer, index, scan: () => watching.scan() })
    watching.setInFront(isInFront)
    const library: OpenLibrary = { id, dir, writer, index, outbox, watch: watching, upkeep }
    opened.set(id, library)
    return library
  }

  async function shut(library: OpenLibrary): Promise<void> {
    opened.delete(library.id)
    await library.upkeep.close()
    await library.outbox.close()
    await library.watch.close()
    await library.index.close()
  }

  const indexPath = (id: string): string => join(libraryProfileDir(profileDir, id), 'index.sqlite')

  function remember(id: string, dir: string): void {
    const others = settings.get().libraries.filter((library) => library.id !== id)
    settings.set({ libraries: [...others, { id, dir }] })
    bus.publish({ type: 'libraries' })
  }

  function get(id: string): OpenLibrary {
    const library = opened.get(id)
    if (library) return library
    throw new Failure({ code: 'not-found', message: 'This library is not open on this device.' })
  }

  /** Opens a library for good, lets this device say who it is, and waits until that has been tried once. */
  async function begin({
    id,
    dir,
    writer,
    plan,
  }: {
    id: string
    dir: string
    writer: Writer
    plan: Plan | null
  }): Promise<LibraryView> {
    const library = await open({ id, dir, writer })
    if (plan) await library.outbox.addPlanned({ subject: writer.id, title: 'Opening the library', plan })
    remember(id, dir)
    await library.outbox.settled()
    await library.watch.scan()
    return await library.watch.view()
  }

  for (const { id, dir } of settings.get().libraries) {
    try {
      const writer = await readWriter({ profileDir, library: id })
      if (writer) await open({ id, dir, writer })
      else log('a library in the settings has no key in this profile; join it again')
    } catch (error) {
      log(`a library could not be opened: ${String(error)}`)
    }
  }

  return {
    list: () => settings.get().libraries.flatMap(({ id }) => opened.get(id) ?? []),
    get,
    create: (request) =>
      inTurn(async () => {
        const { library, writer, plan } = await foundLibrary({ ...deps, request })
        return await begin({ id: library, dir: await realpath(request.dir), writer, plan })
      }),
    inspect: (dir) =>
      inTurn(async () => {
        const finding = await identify(dir)
        if (finding.kind === 'none' || finding.kind === 'not-a-marker') {
          const names = await readdir(dir).catch(() => [])
          const kind = names.length === 0 ? 'empty-folder' : 'folder-with-files'
          return { kind, id: null, name: null, people: [], isJoined: false }
        }
        const { library: id, founder } = await requireMarker(dir)
        const known = opened.get(id)
        const place = { library: id, dir, indexPath: indexPath(id) }
        const index = known?.index ?? (await deps.openIndex({ ...place, founder, reader: null }))
        try {
          await index.scan('all')
          const people = await index.records({ kind: 'person', thread: null, beforeMs: null, limit: 500 })
          const about = (await index.heads(id)).find(({ field }) => field === 'about')?.body
          return {
            kind: 'library',
            id,
            name: nameIn(about),
            people: people.flatMap((view) => (view.kind === 'person' ? [{ id: view.id, name: view.name }] : [])),
            isJoined: known !== undefined || (await readWriter({ profileDir, library: id })) !== null,
          }
        } finally {
          if (!known) await index.close()
        }
      }),
    join: (request) =>
      inTurn(async () => {
        const { library: id, founder } = await requireMarker(request.dir)
        const dir = await realpath(request.dir)
        const known = opened.get(id)
        if (known?.dir === dir) return await known.watch.view()
        // the folder moved on this device: the same library goes on from there
        if (known) await shut(known)
        const kept = await readWriter({ profileDir, library: id })
        const claims = 'claim' in request.as ? request.as.claim : null
        const writer =
          kept ?? (await keepWriter({ profileDir, library: id, founder, key: drawWriterKey(deps.randomBytes), claims }))
        const isNew = kept === null || (kept.position === null && known === undefined)
        return await begin({ id, dir, writer, plan: isNew ? joiningPlan(request, writer) : null })
      }),
    look: (dir) =>
      inTurn(async () => {
        const { library: id, founder } = await requireMarker(dir)
        const known = opened.get(id)
        if (known) return await known.watch.view()
        const writer = onlooker({ founder, randomBytes: deps.randomBytes })
        const index = await deps.openIndex({ library: id, founder, dir, indexPath: indexPath(id), reader: null })
        const watching = watchLibrary({
          ...deps,
          library: id,
          dir,
          writer,
          index,
          onReturn: () => undefined,
          onNews: () => undefined,
        })
        opened.set(id, { id, dir, writer, index, outbox: closedOutbox(), watch: watching, upkeep: noUpkeep() })
        await watching.scan()
        return await watching.view()
      }),
    forget: (id) =>
      inTurn(async () => {
        await shut(get(id))
        settings.set({ libraries: settings.get().libraries.filter((library) => library.id !== id) })
        bus.publish({ type: 'libraries' })
      }),
    setInFront(now) {
      isInFront = now
      for (const { watch } of opened.values()) watch.setInFront(now)
    },
    async resolvePath({ library: id, item }) {
      const { dir, index } = get(id)
      const isWhole = item === undefined || item === null
      const folder = isWhole ? null : (await index.versions(item)).at(-1)?.folder
      const path = folder ? await findInside(dir, folder) : isWhole ? dir : null
      if (path !== null) return path
      throw new Failure({
        code: 'not-found',
        message: 'This is not in the folder yet.',
        remedy: 'It may still be on its way.',
      })
    },
    close: () =>
      inTurn(async () => {
        for (const library of [...opened.values()]) await shut(library)
      }),
  }
}

function nameIn(about: unknown): string | null {
  if (typeof about !== 'object' || about === null || !('name' in about)) return null
  return typeof about.name === 'string' ? about.name : null
}
