import { homedir, userInfo } from 'node:os'
import { zValidator } from '@hono/zod-validator'
import { Hono } from 'hono'
import { z } from 'zod'
import type { HostAbility, Ports } from '../ports.ts'
import { profileIdentity } from '../profile/profile-id.ts'
import { findAppFiles } from './app-files.ts'
import { desktopOf, notHere } from './desktop-of.ts'
import { listFolders } from './folders.ts'
import { refuseUnparsed } from './refuse-unparsed.ts'

export interface HostView {
  host: Ports['host']
  abilities: HostAbility[]
  version: string
  profileId: string
  /** Where this device keeps what is private; shown in the settings. */
  profileDir: string
  /** IANA name. */
  systemTimeZone: string
  /** The system's name for this person, offered as a first name for theirs. */
  userName: string
  platform: NodeJS.Platform
  /** Whether the small control is on the screen. */
  isControlShown: boolean
}

/** What can be shown in the system's file manager. */
export interface RevealTarget {
  library: string
  item?: string | null | undefined
}

const pickFolderSchema = z.object({ title: z.string().min(1).max(200) })
const foldersSchema = z.object({ path: z.string().max(4096).optional() })
const chooseSourceSchema = z.object({ sourceId: z.string().min(1).max(500).nullable() })
const revealSchema = z.object({ library: z.string().min(1).max(64), item: z.string().min(1).max(200).nullish() })
const openLinkSchema = z.object({ url: z.url({ protocol: /^https$/ }).max(4096) })

/**
 * `/host` and what is below it: what this host is, and what only it can do.
 *
 * `resolvePath` gives the absolute path of a library, or of an item in it; it throws a Failure where there is none.
 */
export function hostRoutes({
  ports,
  resolvePath,
}: {
  ports: Ports
  resolvePath: (target: RevealTarget) => Promise<string>
}) {
  const view = (): HostView => ({
    host: ports.host,
    abilities: ports.desktop?.abilities() ?? [],
    version: findAppFiles().version,
    profileId: profileIdentity(ports).id,
    profileDir: ports.profileDir,
    systemTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userName: systemUserName(),
    platform: process.platform,
    isControlShown: ports.desktop?.isControlShown() ?? false,
  })
  return new Hono()
    .get('/host', (context) => context.json(view()))
    .post('/host/pick-folder', zValidator('json', pickFolderSchema, refuseUnparsed), async (context) =>
      context.json({ path: await desktopOf(ports).pickFolder(context.req.valid('json').title) }),
    )
    .get('/host/folders', zValidator('query', foldersSchema, refuseUnparsed), async (context) =>
      context.json(await listFolders(context.req.valid('query').path || homedir())),
    )
    .get('/host/sources', async (context) => context.json(await desktopOf(ports).listSources()))
    .post('/host/choose-source', zValidator('json', chooseSourceSchema, refuseUnparsed), (context) => {
      desktopOf(ports).chooseSource(context.req.valid('json').sourceId)
      return context.body(null, 204)
    })
    .post('/host/reveal', zValidator('json', revealSchema, refuseUnparsed), async (context) => {
      await desktopOf(ports).reveal(await resolvePath(context.req.valid('json')))
      return context.body(null, 204)
    })
    .post('/host/open-link', zValidator('json', openLinkSchema, refuseUnparsed), async (context) => {
      await desktopOf(ports).openLink(context.req.valid('json').url)
      return context.body(null, 204)
    })
    .post('/host/focus', async (context) => {
      if (!ports.show) throw notHere()
      return context.json(await ports.show())
    })
}

function systemUserName(): string {
  try {
    return userInfo().username
  } catch {
    return '' // a user without an entry in the system's list, as in some containers
  }
}
