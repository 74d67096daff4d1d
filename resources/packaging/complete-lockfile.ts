/**
 * Adds to package-lock.json the optional platform packages (another system's binaries) that npm left out because the
 * registry at hand did not offer them. Without an entry `npm ci` refuses the whole file on every system.
 * Run after each change of dependencies: `node resources/packaging/complete-lockfile.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface LockEntry {
  version: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  optionalDependencies?: Record<string, string>
}

const lockPath = new URL('../../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(lockPath, 'utf8')) as { packages: Record<string, LockEntry> }
const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
  'wasi',
]
const processors = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32']

let addedCount = 0
for (const [parentPath, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const hoisted = `node_modules/${name}`
    const nested = `${parentPath}/node_modules/${name}`
    if (lock.packages[hoisted]?.version === version || lock.packages[nested]) continue
    const place = lock.packages[hoisted] ? nested : hoisted
    const parts = name.split(/[/_-]/)
    const os = systems.filter((system) => parts.includes(system))
    const cpu = processors.filter((processor) => parts.includes(processor))
    if (os.length === 0 && cpu.length === 0) continue
    lock.packages[place] = {
      version: version.replace(/^[\^~]/, ''),
      ...(parent.dev ? { dev: true } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
      ...(cpu.length > 0 ? { cpu } : {}),
    }
    addedCount += 1
  }
}
const root = lock.packages['']
const others = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .sort(([a], [b]) => (a < b ? -1 : 1))
lock.packages = { ...(root ? { '': root } : {}), ...Object.fromEntries(others) }
writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${addedCount} platform packages added to package-lock.json`)
