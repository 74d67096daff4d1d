import type { JsonValue } from '../../domain/json.ts'
import { unwrap } from './failure-of-response.ts'

type Query = Record<string, string | number | null | undefined>

/** GET of JSON; query members that are null or undefined are left out. */
export function get<T>(path: string, query: Query = {}): Promise<T> {
  return unwrap<T>(fetch(path + searchOf(query)))
}

/** A request with a JSON body. */
export function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object | JsonValue,
): Promise<T> {
  return unwrap<T>(
    fetch(path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  )
}

function searchOf(query: Query): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) search.set(key, String(value))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
