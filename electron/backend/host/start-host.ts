import { randomBytes } from 'node:crypto'
import type { Backend, Desktop, Ports } from '../ports.ts'
import type { Owner } from '../profile/connect.ts'
import { ownProfile } from '../profile/own.ts'
import { serveSocket } from '../profile/socket.ts'
import { type OpenSettingsFile, openSettings } from '../settings/store.ts'
import { findAppFiles } from './app-files.ts'
import { forkIndex } from './fork-index.ts'

export type CreateBackend = (ports: Ports) => Promise<Backend>

/** A profile that this process owns, with its backend answering. */
export interface StartedHost {
  kind: 'started'
  backend: Backend
  ports: Ports
  /** Closes the socket and the backend, then gives the profile free; more than one call does no more. */
  close(): Promise<void>
}

/** The profile belongs to a process that already runs; a command goes to it. */
export interface RunningElsewhere {
  kind: 'running-elsewhere'
  owner: Owner
}

/**
 * What every host does first, in this order: own the profile, read the settings, make the backend, and answer on the
 * profile's socket.
 *
 * @throws Failure `profile-in-use`; whatever `createBackend` throws, with the profile free again.
 */
export async function startHost({
  profileDir,
  host,
  createBackend,
  openSettingsFile,
  desktop,
  show,
  startIndexProcess = forkIndex,
  log,
}: {
  profileDir: string
  host: Ports['host']
  createBackend: CreateBackend
  openSettingsFile: OpenSettingsFile
  desktop: Desktop | null
  show?: Ports['show']
  startIndexProcess?: Ports['startIndexProcess']
  log: (line: string) => void
}): Promise<StartedHost | RunningElsewhere> {
  const ownership = await ownProfile({ profileDir })
  if (ownership.kind === 'owned-by-another') return { kind: 'running-elsewhere', owner: ownership.owner }
  const { lock } = ownership
  try {
    const clock = { nowMs: () => Date.now() }
    const ports: Ports = {
      profileDir,
      clock,
      randomBytes,
      host,
      desktop,
      show,
      settings: openSettings({
        profileDir,
        clock,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        openFile: openSettingsFile,
        log,
      }),
      indexWorkerUrl: findAppFiles().indexWorkerUrl,
      startIndexProcess,
      log,
    }
    const backend = await createBackend(ports)
    const socket = await serveSocket({ profileDir, fetch: backend.fetch, randomBytes, log })
    let closing: Promise<void> | null = null
    const closeAll = async (): Promise<void> => {
      await socket.close()
      await backend.close()
      lock.release()
    }
    return {
      kind: 'started',
      backend,
      ports,
      close: () => {
        closing ??= closeAll()
        return closing
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
