import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type PrivateEntry, privateEntrySchema } from '../../../domain/views/private.ts'
import { replaceFile } from '../library/profile-files.ts'

/** What is mine alone, by key: `<profile>/private.jsonl`, of which the page holds a copy. */
export interface PrivateJournal {
  entries(): PrivateEntry[]
  /** Resolves when the entries are on the disk. An entry older than what is kept under its key changes nothing. */
  put(entries: PrivateEntry[]): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the journal. Where more of it is past than present, it is written anew; a torn last line is left out. What was
 * removed is no longer in its bytes: a draft whose update was published, and withdrawn later, must not stay behind here.
 */
export async function openPrivateJournal({ profileDir }: { profileDir: string }): Promise<PrivateJournal> {
  const path = join(profileDir, 'private.jsonl')
  const kept = new Map<string, PrivateEntry>()
  const { lines, isTorn } = await readLines(path)
  for (const entry of lines) accept(entry)
  const present = [...kept.values()].filter(({ value }) => value !== null)
  const isForgotten = ({ key, value }: PrivateEntry): boolean => value !== null && kept.get(key)?.value === null
  if (isTorn || lines.length > 2 * present.length + 100 || lines.some(isForgotten)) {
    await writeAnew(present)
    for (const [key, { value }] of kept) if (value === null) kept.delete(key)
  }
  let isLineOpen = false
  let turn: Promise<unknown> = Promise.resolve()

  function isNews({ key, atMs }: PrivateEntry): boolean {
    return (kept.get(key)?.atMs ?? 0) <= atMs
  }

  function accept(entry: PrivateEntry): void {
    if (isNews(entry)) kept.set(entry.key, entry)
  }

  async function append(entries: PrivateEntry[]): Promise<void> {
    const news = entries.filter(isNews)
    if (news.length === 0) return
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(path, 'a', 0o600)
    try {
      // a line that failed half way, on a full disk say, is closed first, so that it spoils no other
      await file.appendFile((isLineOpen ? '\n' : '') + news.map(lineOf).join(''))
      isLineOpen = false
      await file.sync()
    } catch (error) {
      isLineOpen = true
      throw error
    } finally {
      await file.close()
    }
    const hasRemoved = news.some(({ key, value }) => value === null && (kept.get(key)?.value ?? null) !== null)
    for (const entry of news) accept(entry)
    // the removal is on the disk already: where this fails, the next start does it
    if (hasRemoved) await writeAnew([...kept.values()]).catch(() => undefined)
  }

  async function writeAnew(entries: PrivateEntry[]): Promise<void> {
    await replaceFile(path, entries.map(lineOf).join(''))
  }

  return {
    entries: () => [...kept.values()].filter(({ value }) => value !== null),
    put(entries) {
      const done = turn.then(() => append(entries))
      turn = done.catch(() => undefined)
      return done
    },
    async close() {
      await turn
    },
  }
}

function lineOf(entry: PrivateEntry): string {
  return `${JSON.stringify(entry)}\n`
}

async function readLines(path: string): Promise<{ lines: PrivateEntry[]; isTorn: boolean }> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n').flatMap((line) => {
    try {
      return [privateEntrySchema.parse(JSON.parse(line))]
    } catch {
      return []
    }
  })
  return { lines, isTorn: text !== '' && !text.endsWith('\n') }
}
