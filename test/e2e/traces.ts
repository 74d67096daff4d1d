import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Page } from 'playwright-core'

/** Bytes that are looked for, and how they are called when they are found. */
export interface Sought {
  name: string
  bytes: Buffer
}

/** Every file below a folder that holds one of the sought, as `name: path`, whatever the file is. */
export async function placesOf(dir: string, sought: readonly Sought[]): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const places: string[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const shown = relative(dir, path)
    for (const { name, bytes } of sought) if (Buffer.from(shown).includes(bytes)) places.push(`${name}: ${shown}`)
    if (!entry.isFile()) continue
    const content = await readFile(path)
    for (const { name, bytes } of sought) if (content.includes(bytes)) places.push(`${name}: ${shown}`)
  }
  return places
}

/** Bytes from the middle of a file, where no two videos are alike. */
export function middleOf(content: Buffer, byteCount: number): Buffer {
  const from = Math.floor((content.length - byteCount) / 2)
  return content.subarray(from, from + byteCount)
}

/** All that a page keeps: each record of each database, and what stands in local and session storage, as one text. */
export async function pageStorageOf(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await settled(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store)
        kept.push(name, store, await settled(objects.getAllKeys()), await settled(objects.getAll()))
      }
      database.close()
    }
    return JSON.stringify(kept)
  })
}
