import { protocol } from 'electron'
import type { Fetch } from '../backend/host/node-http.ts'
import { appScheme, isOwnUrl } from './rules.ts'

/** Makes `app:` a scheme like https, with an origin, streams and a code cache. Must be called before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
}

/** Answers `app://ownpace/…` with the site, and no other host of the scheme. */
export function serveAppScheme(site: Fetch): void {
  protocol.handle(appScheme, (request) => {
    const origin = request.headers.get('origin')
    const isOurs = isOwnUrl(request.url) && (origin === null || isOwnUrl(origin))
    return isOurs ? site(request) : new Response('There is nothing at this address.\n', { status: 404 })
  })
}
