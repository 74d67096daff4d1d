import { partsOfPackName } from '../../../domain/library/pack.ts'
import { isAssetName } from '../../../domain/library/paths.ts'
import type { LibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'

/** A file in a library whose name is none that a library gives. */
export interface OddFile {
  path: string
  sizeBytes: number
  isHere: boolean
}

const writerName = /^[a-z2-7]{26}$/
const monthName = /^[0-9]{6}$/
const batchName = /^[0-9]{8}-[a-z2-7]{26}\.json$/
const versionName = /^[a-z0-9-]+-[a-z2-7]{16}-[a-z2-7]{10}$/
const itemFileName = /^(item\.md|manifest\.json)$/
// a sync tool's own files, the system's, and what is being written this moment
const passedOver = /^(\.|~\$|desktop\.ini$|Thumbs\.db$|Icon\r?$)/i

/** Which names are plain at each depth of a tree, from its top. */
type Depths = readonly ((name: string) => boolean)[]

const plainEntries: Depths = [(name) => writerName.test(name), (name) => monthName.test(name) || name === 'packs']
const plainMedia: Depths = [
  (name) => /^[0-9]{4}$/.test(name),
  (name) => /^(0[1-9]|1[0-2])$/.test(name),
  (name) => versionName.test(name),
]

/** Every file under `ops` and `media`, and beside them, whose own name or that of a folder around it is odd. */
export async function listOdd({
  folder,
  signal,
  onProgress,
}: {
  folder: LibraryFolder
  signal: AbortSignal
  onProgress: (fileCount: number) => void
}): Promise<OddFile[]> {
  const odd: OddFile[] = []
  let seenCount = 0

  async function add(path: string): Promise<void> {
    const facts = await folder.facts(path).catch(() => null)
    if (facts) odd.push({ path, sizeBytes: facts.sizeBytes, isHere: facts.isHere })
  }

  async function walk(path: string, { depths, isOdd }: { depths: Depths; isOdd: boolean }): Promise<void> {
    signal.throwIfAborted()
    const [isPlainFolder, ...deeper] = depths
    for (const { name, isFile, isFolder } of await listed(folder, path)) {
      if (passedOver.test(name)) continue
      const inner = `${path}/${name}`
      if (isFolder) await walk(inner, { depths: deeper, isOdd: isOdd || !(isPlainFolder?.(name) ?? false) })
      if (!isFile) continue
      seenCount += 1
      if (seenCount % 1000 === 0) onProgress(seenCount)
      if (isOdd || isPlainFolder !== undefined || !isPlainFile(inner)) await add(inner)
    }
  }

  for (const { name, isFile, isFolder } of await listed(folder, '')) {
    const top = name.replace(/[^a-z].*$/i, '')
    if (passedOver.test(name)) continue
    if (isFile && /^(ownpace|README)\b/.test(name) && name !== 'ownpace.json' && name !== 'README.txt') await add(name)
    if (isFolder && top === 'ops') await walk(name, { depths: plainEntries, isOdd: name !== 'ops' })
    if (isFolder && top === 'media') await walk(name, { depths: plainMedia, isOdd: name !== 'media' })
  }
  return odd.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function listed(folder: LibraryFolder, path: string) {
  try {
    return await folder.list(path)
  } catch (error) {
    if (error instanceof Unreadable) return []
    throw error
  }
}

function isPlainFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (path.startsWith('media/')) return isAssetName(name) || itemFileName.test(name)
  return path.includes('/packs/') ? partsOfPackName(name) !== null : batchName.test(name)
}

/** The plain file that an odd `item (1).md`, `manifest….json` or `README….txt` is a copy of, going by where it lies. */
export function plainItemFile(path: string): string | null {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  if (parts.length === 1) {
    if (/^README\b.*\.txt$/i.test(name)) return 'README.txt'
    return /^ownpace\b.*\.json$/i.test(name) ? 'ownpace.json' : null
  }
  const plain = /^item\b.*\.md$/i.test(name) ? 'item.md' : /^manifest\b.*\.json$/i.test(name) ? 'manifest.json' : null
  const [, year = '', month = '', version = ''] = parts
  const folder = [
    /^[0-9]{4}/.exec(year)?.[0],
    /^[0-9]{2}/.exec(month)?.[0],
    /^[a-z0-9-]+-[a-z2-7]{16}-[a-z2-7]{10}/.exec(version)?.[0],
  ]
  if (plain === null || parts.length !== 5 || folder.includes(undefined)) return null
  return `media/${folder.join('/')}/${plain}`
}
