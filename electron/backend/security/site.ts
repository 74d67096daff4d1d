import type { Fetch } from '../host/node-http.ts'
import { asInert } from './headers.ts'

/** Everything that an origin of ours answers: the backend under /api/ and /media/, the page everywhere else. */
export function createSite({ backend, page }: { backend: { fetch: Fetch }; page: Fetch }): Fetch {
  return async (request) => {
    const { pathname } = new URL(request.url)
    return isOfBackend(pathname) ? asInert(await backend.fetch(request)) : page(request)
  }
}

/** Whether an address belongs to the backend: what a host must guard. */
export function isOfBackend(pathname: string): boolean {
  return pathname.startsWith('/api/') || pathname.startsWith('/media/')
}
