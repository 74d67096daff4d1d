import { findAppFiles } from '../backend/host/app-files.ts'
import { showOwner } from '../backend/host/show-owner.ts'
import { type CreateBackend, type StartedHost, startHost } from '../backend/host/start-host.ts'
import type { Owner } from '../backend/profile/connect.ts'
import { drawPort, keepIdentity, type ProfileIdentity, profileIdentity } from '../backend/profile/profile-id.ts'
import { createPageHandler } from '../backend/security/page.ts'
import { createSite } from '../backend/security/site.ts'
import { openConfFile } from '../backend/settings/conf-file.ts'
import { guardSite, launchQuery } from './guard.ts'
import { findChromium, hasDisplay, openAppWindow } from './launch.ts'
import { createLaunchTokens } from './launch-tokens.ts'
import { type LoopbackServer, listenOnLoopback } from './server.ts'

export interface BrowserHost {
  /** The address that opens Ownpace once; it holds a one-time token. */
  url: string
  /** Whether this process serves it, or one that was already running. */
  isServedHere: boolean
  /** Stops serving; with another process's host it does nothing. */
  close(): Promise<void>
}

export interface BrowserHostOptions {
  profileDir: string
  createBackend: CreateBackend
  /** Opens a window where there is a display and a Chromium-based browser. */
  open: boolean
  /** Prints `{"url": …}` as its first and only line, for scripts. */
  json: boolean
  /** The port to use from now on instead of the profile's own. */
  port?: number | undefined
  /** The folder of the built page; that of this Ownpace where it is not given. */
  pageDir?: string | undefined
  /** Writes one line for the person. */
  print: (line: string) => void
  /** Writes one line for whoever looks into a problem. */
  log: (line: string) => void
}

const mostPortsTried = 20

/**
 * Starts the browser host: the backend and the page on 127.0.0.1, under an address of the profile's own. Where the
 * profile is open already, its owner is asked for a fresh address instead; an open desktop window comes to the front.
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { profileDir, createBackend, log } = options
  let announceServed: (served: Served) => void = () => undefined
  const whenServed = new Promise<Served>((resolve) => {
    announceServed = resolve
  })
  const started = await startHost({
    profileDir,
    host: 'browser',
    createBackend,
    openSettingsFile: openConfFile,
    desktop: null,
    show: async () => ({ url: (await whenServed).issueUrl() }),
    log,
  })
  if (started.kind === 'running-elsewhere') return handOver(started.owner, options)
  try {
    const served = await serve(started, options)
    announceServed(served)
    const url = served.issueUrl()
    await announce(url, options)
    return {
      url,
      isServedHere: true,
      close: async () => {
        await served.server.close()
        await started.close()
      },
    }
  } catch (error) {
    await started.close()
    throw error
  }
}

interface Served {
  server: LoopbackServer
  /** An address with a token of its own. */
  issueUrl: () => string
}

async function serve({ backend, ports }: StartedHost, options: BrowserHostOptions): Promise<Served> {
  const { profileDir, log } = options
  const { randomBytes } = ports
  const page = await createPageHandler({ pageDir: options.pageDir ?? findAppFiles().pageDir, randomBytes })
  const site = createSite({ backend, page })
  const tokens = createLaunchTokens(randomBytes)
  const kept = profileIdentity({ profileDir, randomBytes })
  let identity: ProfileIdentity = { ...kept, port: options.port ?? kept.port }
  for (let tried = 0; tried < mostPortsTried; tried++) {
    const origin = `http://${identity.id}.localhost:${identity.port}`
    const fetch = guardSite({ site, origin, sessionSecret: identity.sessionSecret, tokens })
    const server = await listenOnLoopback({ port: identity.port, origin, fetch, log })
    if (server) {
      if (identity.port !== kept.port) keepIdentity({ profileDir, identity })
      return { server, issueUrl: () => `${origin}/${launchQuery}#token=${tokens.issue()}` }
    }
    const next = drawPort(randomBytes)
    sayOf(options)(`Port ${identity.port} is taken by another program; Ownpace uses ${next} from now on.`)
    identity = { ...identity, port: next }
  }
  throw new Error('no free port was found')
}

async function handOver(owner: Owner, options: BrowserHostOptions): Promise<BrowserHost> {
  const { url } = await showOwner(owner)
  if (url !== null) await announce(url, options)
  else sayOf(options)('Ownpace is already open on this computer; its window is in front now.')
  return { url: url ?? '', isServedHere: false, close: async () => undefined }
}

async function announce(url: string, options: BrowserHostOptions): Promise<void> {
  options.print(options.json ? JSON.stringify({ url }) : `Ownpace is at ${url}`)
  if (!options.open) return
  const { env, platform } = process
  const browserPath = hasDisplay({ env, platform }) ? findChromium({ env, platform }) : null
  const isOpened = browserPath !== null && (await openAppWindow({ browserPath, url, profileDir: options.profileDir }))
  if (!isOpened) sayOf(options)('Open this address in a browser built on Chromium; it works once.')
}

/** Where only one line of JSON may be printed, all else goes to the log. */
function sayOf({ json, print, log }: BrowserHostOptions): (line: string) => void {
  return json ? log : print
}
