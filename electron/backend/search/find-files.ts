import type { LibraryFolder } from '../folder/read/library-folder.ts'
import type { FolderEntry } from '../folder/read/safe-path.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { BatchFiles, KnownFile } from './batch-files.ts'
import type { Positions } from './positions.ts'
import type { Reading } from './reading.ts'

/** A writer's folder may have been doubled by a sync tool under a name like `… (1)`; what is in it says whose it is. */
const writerFolderPattern = /^([a-z2-7]{26})(?![a-z0-9]).{0,60}$/s
const monthFolderPattern = /^([0-9]{6})(?![0-9]).{0,60}$/s
const packsFolderPattern = /^packs(?![a-z0-9]).{0,60}$/s
const batchNamePattern = /^[^.].*\.json$/is
const packNamePattern = /^[^.].*\.jsonl$/is
/** What iCloud leaves in place of a file that it has taken away. */
const stubPattern = /^\.(.+\.jsonl?)\.icloud$/is
const factsAtOnce = 2000

/** What a look at the folders has found. */
export interface FoundFiles {
  /** Not looked at before, in the order in which they are to be read. */
  unknown: string[]
  /** Known by name, but of another size or time than when they were read. */
  changed: string[]
  /** Known, and not there any more. */
  gone: string[]
  /** Not on this device: another program holds their place. */
  stubs: string[]
  /** Folders that are none, or cannot be listed. */
  refused: { path: string; reason: string }[]
}

interface Search {
  folder: LibraryFolder
  files: BatchFiles
  positions: Positions
  /** Looks at all folders and all files, not only where something can have come. */
  isWhole: boolean
  reading: () => Reading
}

/** Lists the folders that can have changed since, and with `isWhole` all of them. Throws Unreadable without `ops`. */
export async function findFiles(search: Search): Promise<FoundFiles> {
  const { folder, files, positions, isWhole } = search
  const found: FoundFiles = { unknown: [], changed: [], gone: [], stubs: [], refused: [] }
  const [loose, packs]: [string[], string[]] = [[], []]
  const seenFolders = new Set<string>()
  for (const writerEntry of await folder.list('ops')) {
    const writer = writerFolderPattern.exec(writerEntry.name)?.[1]
    if (writer === undefined) continue
    const writerPath = `ops/${writerEntry.name}`
    if (!writerEntry.isFolder) {
      found.refused.push(await refusalOf(writerPath, folder))
      continue
    }
    const since = isWhole ? null : positions.gapFreeMonth(writer)
    for (const { name, isFolder } of (await entriesOf(writerPath, folder, found)) ?? []) {
      const path = `${writerPath}/${name}`
      const month = monthFolderPattern.exec(name)?.[1]
      if (!isFolder) {
        if (month !== undefined || packsFolderPattern.test(name)) found.refused.push(await refusalOf(path, folder))
        continue
      }
      if (month !== undefined && (since === null || month >= since)) {
        if (await look({ search, path, pattern: batchNamePattern, unknown: loose, found })) seenFolders.add(path)
      } else if (packsFolderPattern.test(name) && (isWhole || positions.isIncomplete(writer))) {
        if (await look({ search, path, pattern: packNamePattern, unknown: packs, found })) seenFolders.add(path)
      } else if (isWhole || month !== undefined || packsFolderPattern.test(name)) {
        seenFolders.add(path)
      }
    }
  }
  if (isWhole) {
    for (const path of files.folders()) {
      if (!seenFolders.has(path) && (await isEmptied(path, folder))) {
        found.gone.push(...files.known(path).map(({ name }) => `${path}/${name}`))
      }
    }
  }
  // The newest first: a batch that counts vouches for the one before it, which then needs no signature check.
  found.unknown = [...loose.sort().reverse(), ...packs.sort().reverse()]
  return found
}

/** Answers false where the folder cannot be listed now: nothing in it is gone for that. */
async function look({
  search: { folder, files, isWhole, reading },
  path,
  pattern,
  unknown,
  found,
}: {
  search: Search
  path: string
  pattern: RegExp
  unknown: string[]
  found: FoundFiles
}): Promise<boolean> {
  const entries = await entriesOf(path, folder, found)
  if (entries === null) return false
  const known = new Map(files.known(path).map((file) => [file.name, file]))
  const names = new Set<string>()
  for (const { name, isFolder } of entries) {
    if (isFolder) continue
    const stub = stubPattern.exec(name)?.[1]
    if (stub !== undefined && pattern.test(stub) && !known.has(stub)) found.stubs.push(`${path}/${stub}`)
    if (stub !== undefined) names.add(stub)
    if (!pattern.test(name)) continue
    names.add(name)
    if (!known.has(name)) unknown.push(`${path}/${name}`)
  }
  if (isWhole) {
    found.gone.push(...[...known.keys()].filter((name) => !names.has(name)).map((name) => `${path}/${name}`))
    found.changed.push(
      ...(await changedOf({ path, known: [...known.values()].filter(({ name }) => names.has(name)), reading })),
    )
  }
  return true
}

async function changedOf({
  path,
  known,
  reading,
}: {
  path: string
  known: KnownFile[]
  reading: () => Reading
}): Promise<string[]> {
  const changed: string[] = []
  for (let from = 0; from < known.length; from += factsAtOnce) {
    const some = known.slice(from, from + factsAtOnce)
    const facts = await reading().ask({ kind: 'facts', paths: some.map(({ name }) => `${path}/${name}`) })
    for (const [place, { name, sizeBytes, modifiedMs }] of some.entries()) {
      const now = facts[place]
      if (now && (now.sizeBytes !== sizeBytes || now.modifiedMs !== modifiedMs)) changed.push(`${path}/${name}`)
    }
  }
  return changed
}

async function isEmptied(path: string, folder: LibraryFolder): Promise<boolean> {
  return (await entriesOf(path, folder, null))?.length === 0
}

/** Null where a folder cannot be listed now: one person's must not keep the others' from being read. */
async function entriesOf(path: string, folder: LibraryFolder, found: FoundFiles | null): Promise<FolderEntry[] | null> {
  try {
    return await folder.list(path)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    found?.refused.push({ path, reason: error.message })
    return null
  }
}

/** Why what has a folder's name is none. */
async function refusalOf(path: string, folder: LibraryFolder): Promise<{ path: string; reason: string }> {
  try {
    await folder.facts(path)
    return { path, reason: new Unreadable('not-a-file').message }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { path, reason: error.message }
  }
}

/** The name under which iCloud leaves a file that it has taken away. */
export function stubPath(path: string): string {
  const slash = path.lastIndexOf('/')
  return `${path.slice(0, slash)}/.${path.slice(slash + 1)}.icloud`
}
