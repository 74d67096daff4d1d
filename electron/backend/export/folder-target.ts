import { constants } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, realpath, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { z } from 'zod'
import { lstatOrNull, makeFolderInside, partsOf } from '../folder/write/inside.ts'
import { bringFile } from './bring-file.ts'
import { holdsOtherThings, targetFailure } from './folder-failures.ts'
import { nameKey } from './names.ts'
import { bytesOf, type SiteTarget } from './target.ts'

const markerName = 'ownpace-export.json'
const listName = 'site/files.txt'
// never through a link that stands in its place
const appending = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0)
const markerMaxBytes = 16 * 1024
/** What a system puts into folders by itself. */
const ignoredNames = new Set(['.ds_store', 'thumbs.db', 'desktop.ini', '.directory'])

const markerSchema = z.object({ app: z.literal('ownpace'), export: z.literal(1), of: z.string().min(1).max(64) })

/** A folder that a site is written into, or brought up to date. */
export interface FolderTarget extends SiteTarget {
  /** Removes what an earlier export wrote and this one did not, then puts the page that leads to all others, if any. */
  finish(lastPage: { path: string; text: string } | null): Promise<void>
  /** Lets the folder go; what was written so far is known to the next export. */
  close(): Promise<void>
}

/**
 * Opens an empty folder, or an earlier export of the same thing. Each file is written aside and renamed, so that none is
 * ever half; every path is noted before it is written, so that nothing is left behind that no export knows of. Files
 * that no export wrote are never touched.
 *
 * `of` names what is exported: a library's id, or an item's.
 * @throws Failure `conflict` for a folder with other things in it, or within one of `outside`; `no-permission`, `disk-full`.
 */
export async function openFolderTarget({
  dir,
  of,
  outside,
  signal,
}: {
  dir: string
  of: string
  /** Folders that nothing may be exported into: the library's own, the profile's. */
  outside: readonly string[]
  signal: AbortSignal
}): Promise<FolderTarget> {
  try {
    const root = await makeRoot(dir)
    for (const folder of outside) await requireApart(root, folder)
    const known = await requireOurs(root, of)
    const before = known ? await readList(root) : new Map<string, string>()
    await writeWhole(join(root, markerName), `${JSON.stringify({ app: 'ownpace', export: 1, of })}\n`)
    return await beginWriting({ root, before, signal })
  } catch (thrown) {
    throw targetFailure(thrown)
  }
}

async function beginWriting({
  root,
  before,
  signal,
}: {
  root: string
  before: ReadonlyMap<string, string>
  signal: AbortSignal
}): Promise<FolderTarget> {
  await makeFolderInside(root, ['site'])
  const list: FileHandle = await open(join(root, listName), appending)
  const written = new Map<string, string>([[listName, '']])
  // looked at once an export: what was found to be a true folder is not looked at again
  const folders = new Map<string, Promise<string>>()

  function placeOf(path: string): Promise<string> {
    const folder = dirname(path)
    const known = folders.get(folder) ?? makeFolderInside(root, partsOf(path).slice(0, -1))
    folders.set(folder, known)
    return known.then((absolute) => join(absolute, partsOf(path).at(-1) ?? ''))
  }

  /** A path stands in the list before its file does. */
  async function noted(path: string, sha256: string, put: () => Promise<void>): Promise<void> {
    try {
      partsOf(path)
      if (!before.has(path)) await list.appendFile(listLine(path, ''))
      await put()
      written.set(path, sha256)
    } catch (thrown) {
      throw targetFailure(thrown)
    }
  }

  return {
    putText: (path, content) => noted(path, '', async () => writeWhole(await placeOf(path), content)),
    putFile: (path, source) =>
      noted(path, source.sha256, async () => {
        const destination = await placeOf(path)
        await bringFile({ source, destination, earlierSha256: before.get(path) ?? '', signal })
      }),
    async finish(lastPage) {
      // a page that goes on standing is not among what is removed
      if (lastPage !== null) written.set(lastPage.path, '')
      await removeOld(root, before, written).catch((thrown: unknown) => {
        throw targetFailure(thrown)
      })
      if (lastPage !== null)
        await noted(lastPage.path, '', async () => writeWhole(await placeOf(lastPage.path), lastPage.text))
      await list.close()
      const lines = [...written].map(([each, sha256]) => listLine(each, sha256))
      await writeWhole(join(root, listName), lines.join(''))
    },
    close: () => list.close().catch(() => undefined),
  }
}

function listLine(path: string, sha256: string): string {
  return `${sha256}\t${path}\n`
}

/** What earlier exports wrote, by path, with the hash of large files. The list is a file like any other: it may hold anything. */
async function readList(root: string): Promise<Map<string, string>> {
  const path = join(root, listName)
  if (!(await lstatOrNull(path))?.isFile()) return new Map()
  const paths = new Map<string, string>()
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const [, sha256 = '', name = ''] = /^([0-9a-f]{64})?\t(.+)$/.exec(line) ?? []
    if (isPlainPath(name)) paths.set(name, sha256)
  }
  return paths
}

function isPlainPath(path: string): boolean {
  try {
    return partsOf(path).length <= 4
  } catch {
    return false
  }
}

async function removeOld(
  root: string,
  before: ReadonlyMap<string, string>,
  written: ReadonlyMap<string, string>,
): Promise<void> {
  // where names differ in their case alone, an old name may be the new file
  const kept = new Set([...written.keys()].map(nameKey))
  const emptied = new Set<string>()
  for (const path of before.keys()) {
    for (const each of [path, `${path}.part`]) {
      if (kept.has(nameKey(each)) || !(await leadsThroughFolders(root, each))) continue
      await rm(join(root, ...partsOf(each)), { force: true })
      emptied.add(dirname(each))
    }
  }
  const deepestFirst = [...emptied].flatMap(withParents).toSorted((a, b) => b.length - a.length)
  for (const folder of new Set(deepestFirst)) await rmdir(join(root, folder)).catch(() => undefined)
}

function withParents(folder: string): string[] {
  const parts = folder.split('/')
  return folder === '.' ? [] : parts.map((_part, place) => parts.slice(0, place + 1).join('/'))
}

/** Whether every step to a file is a true folder: behind a link nothing is removed. */
async function leadsThroughFolders(root: string, path: string): Promise<boolean> {
  const folders = partsOf(path).slice(0, -1)
  for (const place of folders.keys()) {
    const found = await lstatOrNull(join(root, ...folders.slice(0, place + 1)))
    if (!found?.isDirectory()) return false
  }
  return true
}

async function makeRoot(dir: string): Promise<string> {
  const path = resolve(dir)
  await mkdir(path, { recursive: true })
  return await realpath(path)
}

async function requireApart(root: string, folder: string): Promise<void> {
  const other = await realpath(folder).catch(() => resolve(folder))
  if (root === other || root.startsWith(other + sep) || other.startsWith(root + sep)) throw holdsOtherThings()
}

/** True for an earlier export of the same thing, false for an empty folder. */
async function requireOurs(root: string, of: string): Promise<boolean> {
  const names = (await readdir(root)).filter((name) => !ignoredNames.has(name.toLowerCase()))
  if (names.length === 0) return false
  const marker = join(root, markerName)
  const facts = await lstatOrNull(marker)
  if (!facts?.isFile() || facts.size > markerMaxBytes) throw holdsOtherThings()
  const text = await readFile(marker, 'utf8')
  const parsed = markerSchema.safeParse(parseJson(text))
  if (!parsed.success || parsed.data.of !== of) throw holdsOtherThings()
  return true
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Writes a small file aside and renames it; one that stands there with the same bytes is left. */
async function writeWhole(destination: string, content: string | Uint8Array): Promise<void> {
  const bytes = bytesOf(content)
  const found = await lstatOrNull(destination)
  if (found?.isFile() && found.size === bytes.length && (await readFile(destination)).equals(bytes)) return
  const aside = `${destination}.part`
  await rm(aside, { force: true })
  const file = await open(aside, 'wx', 0o644)
  try {
    await file.writeFile(bytes)
  } finally {
    await file.close()
  }
  await rename(aside, destination)
}
