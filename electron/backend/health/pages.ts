import type { BatchFileFacts, LibraryIndex, PublishedItem } from '../library/index-port.ts'

const pageSize = 500

/** Every record that has folders, in the order of their ids, without holding more than a page of them. */
export async function* publishedItems(index: Pick<LibraryIndex, 'published'>): AsyncGenerator<PublishedItem> {
  for (let after: string | null = null; ; ) {
    const page: PublishedItem[] = await index.published({ after, limit: pageSize })
    yield* page
    after = page.at(-1)?.subject ?? null
    if (after === null) return
  }
}

/** Every file of entries that was looked at, in the order of their paths. */
export async function* batchFilesOf(index: Pick<LibraryIndex, 'batchFiles'>): AsyncGenerator<BatchFileFacts> {
  for (let after: string | null = null; ; ) {
    const page: BatchFileFacts[] = await index.batchFiles({ after, limit: pageSize })
    yield* page
    after = page.at(-1)?.path ?? null
    if (after === null) return
  }
}
