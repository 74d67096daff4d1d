import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A real Syncthing on this machine alone: it neither asks nor tells the world anything. */
export interface Syncthing {
  readonly deviceId: string
  readonly folder: string
  /** Starts the daemon; resolves when it answers. */
  start(): Promise<void>
  /** Ends the daemon, as when a computer is switched off; its home and folder stay. */
  stop(): Promise<void>
  call<T>(method: 'GET' | 'POST', path: string): Promise<T>
}

const folderId = 'library'
const apiKey = 'only-for-this-test'

/** Two daemons that know of each other, each with a folder of the same library; neither is started yet. */
export async function twoSyncthings(base: string): Promise<[Syncthing, Syncthing]> {
  requireInstalled()
  const [one, other] = await Promise.all(['one', 'other'].map((name) => prepare(join(base, name))))
  if (!one || !other) throw new Error('two were asked for')
  const devices = [one, other]
  for (const daemon of devices) writeFileSync(join(daemon.home, 'config.xml'), configOf(daemon, devices))
  return [daemonOf(one), daemonOf(other)]
}

interface Prepared {
  home: string
  folder: string
  deviceId: string
  syncPort: number
  apiPort: number
}

function requireInstalled(): void {
  if (spawnSync('syncthing', ['--version']).error === undefined) return
  throw new Error('This test needs Syncthing. On Debian or Ubuntu: sudo apt-get install syncthing')
}

async function prepare(base: string): Promise<Prepared> {
  const home = join(base, 'syncthing')
  const folder = join(base, 'shared')
  mkdirSync(folder, { recursive: true })
  const made = spawnSync('syncthing', ['generate', '--no-default-folder', `--home=${home}`], { encoding: 'utf8' })
  const deviceId = /<device id="([A-Z2-7-]{63})"/.exec(readFileSync(join(home, 'config.xml'), 'utf8'))?.[1]
  if (deviceId === undefined) throw new Error(`syncthing made no device: ${made.stdout}${made.stderr}`)
  const [syncPort, apiPort] = await freePorts()
  return { home, folder, deviceId, syncPort, apiPort }
}

/** Two ports that were free just now. */
async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()]
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject)
          server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
        }),
    ),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return [ports[0] ?? 0, ports[1] ?? 0]
}

/** Discovery, relays, NAT, reports and upgrades are off, and the only address it listens at or dials is 127.0.0.1. */
function configOf({ folder, deviceId, syncPort, apiPort }: Prepared, devices: Prepared[]): string {
  const peers = devices.map(
    (device) => `<device id="${device.deviceId}" name="device" compression="never">
      <address>${device.deviceId === deviceId ? 'dynamic' : `tcp://127.0.0.1:${device.syncPort}`}</address>
    </device>`,
  )
  const members = devices.map((device) => `<device id="${device.deviceId}"></device>`)
  return `<configuration version="35">
  <folder id="${folderId}" path="${folder}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true" fsWatcherDelayS="1" ignorePerms="true">
    ${members.join('\n    ')}
    <minDiskFree unit="%">0</minDiskFree>
  </folder>
  ${peers.join('\n  ')}
  <gui enabled="true" tls="false"><address>127.0.0.1:${apiPort}</address><apikey>${apiKey}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:${syncPort}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <announceLANAddresses>false</announceLANAddresses>
    <setLowPriority>false</setLowPriority>
  </options>
</configuration>
`
}

function daemonOf({ home, folder, deviceId, apiPort }: Prepared): Syncthing {
  let running: ChildProcess | null = null
  let said = ''

  async function call<T>(method: 'GET' | 'POST', path: string): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${apiPort}${path}`, { method, headers: { 'x-api-key': apiKey } })
    if (!response.ok) throw new Error(`syncthing answers ${response.status} to ${path}: ${await response.text()}`)
    const text = await response.text()
    return (text === '' ? null : JSON.parse(text)) as T
  }

  return {
    deviceId,
    folder,
    call,
    async start() {
      const args = ['serve', '--no-browser', '--no-restart', '--no-upgrade', '--no-default-folder', `--home=${home}`]
      const child = spawn('syncthing', args, { stdio: ['ignore', 'pipe', 'pipe'] })
      running = child
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
      for (;;) {
        if (child.exitCode !== null) throw new Error(`syncthing ended with ${child.exitCode}:\n${said}`)
        const answer = await call<{ ping: string }>('GET', '/rest/system/ping').catch(() => null)
        if (answer) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    async stop() {
      const child = running
      running = null
      if (child === null || child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Whether each of two daemons has looked at its folder and the other one has all of it. */
export async function areInStep(daemons: [Syncthing, Syncthing]): Promise<boolean> {
  for (const { call } of daemons) await call('POST', `/rest/db/scan?folder=${folderId}`)
  for (const [daemon, other] of [daemons, [daemons[1], daemons[0]] as const]) {
    const status = await daemon.call<{ state: string; needTotalItems: number }>(
      'GET',
      `/rest/db/status?folder=${folderId}`,
    )
    const { completion } = await daemon.call<{ completion: number }>(
      'GET',
      `/rest/db/completion?folder=${folderId}&device=${other.deviceId}`,
    )
    if (status.state !== 'idle' || status.needTotalItems > 0 || completion < 100) return false
  }
  return true
}
