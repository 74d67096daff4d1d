import { type KeptRecords, type PageQuery, type RecordsPage, writtenPlace } from '../../domain/views/pages.ts'
import type { RecordView } from '../../domain/views/records.ts'
import { api } from './client.ts'
import { unwrap } from './failure-of-response.ts'

/** What the page keeps of a library whatever its age. */
export function fetchKept(library: string): Promise<KeptRecords> {
  return unwrap(api.libraries[':library'].kept.$get({ param: { library } }))
}

/** One page of a library's records, newest first. */
export function fetchPage(
  library: string,
  {
    kinds,
    thread = null,
    on = null,
    isOpen = false,
    before = null,
    limit,
  }: Partial<PageQuery> & Pick<PageQuery, 'kinds' | 'limit'>,
): Promise<RecordsPage> {
  const query = {
    kinds: kinds.join(','),
    limit: String(limit),
    ...(thread === null ? {} : { thread }),
    ...(on === null ? {} : { on }),
    ...(isOpen ? { open: '1' as const } : {}),
    ...(before === null ? {} : { before: writtenPlace(before) }),
  }
  return unwrap(api.libraries[':library'].pages.$get({ param: { library }, query }))
}

const mostIds = 100

/** Records by id, those that there are. */
export async function fetchViews(library: string, ids: readonly string[]): Promise<RecordView[]> {
  const found: RecordView[] = []
  for (let from = 0; from < ids.length; from += mostIds) {
    const query = { ids: ids.slice(from, from + mostIds).join(',') }
    found.push(...(await unwrap(api.libraries[':library'].views.$get({ param: { library }, query }))))
  }
  return found
}
