import { chmodSync, lstatSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Fetch, nodeListener } from '../host/node-http.ts'
import type { RandomBytes } from '../ports.ts'

export interface ServedSocket {
  close(): Promise<void>
}

/** What a Unix socket's address can hold on every system (macOS: 104 bytes with the final zero). */
const longestAddressBytes = 103

/** Where the socket, or the text file that says where it is, stands in a profile. */
function socketFilePath(profileDir: string): string {
  return join(profileDir, 'socket')
}

/**
 * Serves the handler to this person's own processes: over a Unix socket of mode 0600 in the profile, or, where its path
 * is too long for one, in a fresh private folder for temporary files; on Windows over a named pipe. Then `<profile>/socket`
 * is a text file with the address. Only the process that holds the profile's lock may call this: what a killed one
 * left behind is removed.
 */
export async function serveSocket({
  profileDir,
  fetch,
  randomBytes,
  log,
}: {
  profileDir: string
  fetch: Fetch
  randomBytes: RandomBytes
  log: (line: string) => void
}): Promise<ServedSocket> {
  removeLeftSocket(profileDir)
  const address = socketAddress({ profileDir, randomBytes })
  const server = createServer(
    { requestTimeout: 0, headersTimeout: 10_000 },
    nodeListener({ origin: 'http://ownpace', fetch, log }),
  )
  await new Promise<void>((ready, fail) => {
    server.once('error', fail)
    // `listen` binds before it returns; the address must not be open to others even until chmod
    const umask = process.umask(0o177)
    server.listen(address, ready)
    process.umask(umask)
  })
  if (process.platform !== 'win32') chmodSync(address, 0o600)
  if (address !== socketFilePath(profileDir)) {
    writeFileSync(socketFilePath(profileDir), `${address}\n`, { mode: 0o600 })
  }
  return {
    close: async () => {
      const closed = new Promise((done) => server.close(done))
      server.closeAllConnections()
      await closed
      removeLeftSocket(profileDir)
    },
  }
}

/** The address of the profile's socket; null where there is none. */
export function readSocketAddress(profileDir: string): string | null {
  const path = socketFilePath(profileDir)
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return null
  return found.isFile() ? readFileSync(path, 'utf8').trim() || null : path
}

function socketAddress({ profileDir, randomBytes }: { profileDir: string; randomBytes: RandomBytes }): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\ownpace-${Buffer.from(randomBytes(16)).toString('hex')}`
  const inProfile = socketFilePath(profileDir)
  if (Buffer.byteLength(inProfile) <= longestAddressBytes) return inProfile
  const prefix = join(tmpdir(), 'ownpace-')
  const fits = Buffer.byteLength(join(`${prefix}XXXXXX`, 'socket')) <= longestAddressBytes
  return join(mkdtempSync(fits ? prefix : '/tmp/ownpace-'), 'socket')
}

function removeLeftSocket(profileDir: string): void {
  const address = readSocketAddress(profileDir)
  if (address === null) return
  if (address !== socketFilePath(profileDir) && process.platform !== 'win32') {
    rmSync(address, { force: true })
    removeEmptyFolder(dirname(address))
  }
  rmSync(socketFilePath(profileDir), { force: true })
}

function removeEmptyFolder(path: string): void {
  try {
    rmdirSync(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}
