import { readFileSync } from 'node:fs'
import { type Import, importedPackage, importedPath, type Source } from './sources.ts'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>
}

/** A part of the project that has its own rules about what it imports. */
type Place =
  | 'domain'
  | 'backend'
  | 'the desktop host'
  | 'the browser host'
  | 'the terminal host'
  | 'the desktop’s composition root'
  | 'the starter'
  | 'the page'
  | 'tests and tools'

interface Rule {
  imports: readonly Place[]
  /** Where only `import type` is allowed: it is erased and pulls in no code. */
  importsTypesOf?: readonly Place[]
  exception?: (imported: { from: string; to: string }) => boolean
  /** Why a package is refused, with the way out; null where it is fine. */
  refusesPackage?: (imported: { name: string; specifier: string; from: string; isTypeOnly: boolean }) => string | null
  /** Said to whoever broke the rule. */
  wayOut: string
}

const places: readonly [RegExp, Place][] = [
  [/^domain\//, 'domain'],
  [/^electron\/backend\//, 'backend'],
  [/^electron\/desktop\//, 'the desktop host'],
  [/^electron\/browser\//, 'the browser host'],
  [/^electron\/cli\//, 'the terminal host'],
  [/^electron\/main\.ts$/, 'the desktop’s composition root'],
  [/^electron\/start\.ts$/, 'the starter'],
  [/^renderer\//, 'the page'],
  [/^(test|bench|resources)\/|^[a-z.]+\.config\.ts$/, 'tests and tools'],
]

/** The place that a path from the project's folder lies in. */
export function placeOf(path: string): Place | null {
  return places.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

/** What is wrong with an import, and the way out; null where nothing is. */
export function complaintAbout(source: Source, imported: Import): string | null {
  const from = placeOf(source.path)
  if (from === null) return null
  const rule = rules[from]
  const name = importedPackage(imported)
  if (name !== null)
    return (
      rule.refusesPackage?.({
        name,
        from: source.path,
        specifier: imported.specifier,
        isTypeOnly: imported.isTypeOnly,
      }) ?? null
    )
  const path = importedPath(source, imported)
  const to = path === null ? null : placeOf(path)
  if (path === null || to === null || from === to || rule.imports.includes(to)) return null
  if (imported.isTypeOnly && rule.importsTypesOf?.includes(to)) return null
  if (rule.exception?.({ from: source.path, to: path })) return null
  return `${from} may not import ${to}. ${rule.wayOut}`
}

/** Packages that are pure: no Node, no DOM, no state. Another may be added here once that is known of it. */
const purePackages = ['zod', 'fractional-indexing']
const pagePackages = ['react', 'react-dom', 'dexie', '@tanstack/react-virtual', 'radix-ui']

const hostRule = {
  imports: ['domain', 'backend'],
  refusesPackage: refusedOnTheMachine,
  wayOut:
    'Hosts are small and stand beside each other. What two of them need belongs into electron/backend; what only one has comes in through a port (electron/backend/ports.ts).',
} as const satisfies Rule

const rules: Record<Place, Rule> = {
  domain: {
    imports: [],
    refusesPackage: ({ name }) =>
      purePackages.includes(name)
        ? null
        : 'domain says what things mean, and runs in the page, in Node and in a worker alike: it uses no Node, no DOM and only pure packages. Do this in electron/backend or renderer and pass the value in.',
    wayOut: 'domain stands alone. Pass in what it needs, as a value or a function, or move the meaning into domain.',
  },
  backend: {
    imports: ['domain'],
    refusesPackage: refusedOnTheMachine,
    wayOut:
      'The backend serves every host and knows none. Ask for what the host can do through a port (electron/backend/ports.ts); share types with the page through domain/views.',
  },
  'the desktop host': { ...hostRule, refusesPackage: refusedWhereElectronIs },
  'the browser host': hostRule,
  'the terminal host': {
    ...hostRule,
    // `serve` is the browser host, begun from a terminal.
    exception: ({ from, to }) => /\/serve\.ts$/.test(from) && to.startsWith('electron/browser/'),
  },
  'the desktop’s composition root': {
    imports: ['domain', 'backend', 'the desktop host'],
    refusesPackage: refusedWhereElectronIs,
    wayOut: 'electron/main.ts only wires the desktop host to the backend.',
  },
  'the starter': {
    imports: ['domain', 'backend', 'the browser host'],
    // Finds Electron and starts it, without being in it.
    exception: ({ to }) => to === 'electron/desktop/find-electron.ts' || to === 'electron/desktop/start-electron.ts',
    refusesPackage: refusedOnTheMachine,
    wayOut: 'electron/start.ts chooses a host: it starts Electron as a process of its own, or the browser host.',
  },
  'the page': {
    imports: ['domain'],
    importsTypesOf: ['backend'],
    refusesPackage: ({ name, specifier, isTypeOnly }) => {
      if (name.startsWith('node:') || name === 'electron')
        return 'a page has neither Node nor Electron. Add a route to the backend and fetch it.'
      return name === 'hono' && specifier !== 'hono/client' && !isTypeOnly
        ? 'only Hono’s client (hono/client) belongs into the page.'
        : null
    },
    wayOut:
      'The page knows no host and no code of the machine side: it fetches. Types of electron/backend come by `import type`; what both need belongs into domain.',
  },
  'tests and tools': {
    imports: [
      'domain',
      'backend',
      'the desktop host',
      'the browser host',
      'the terminal host',
      'the desktop’s composition root',
      'the starter',
      'the page',
    ],
    refusesPackage: ({ name, from }) =>
      name === 'electron' && !from.startsWith('test/desktop/')
        ? 'importing electron outside Electron downloads it. Only test/desktop needs it.'
        : null,
    wayOut: 'Tests may import everything.',
  },
}

function refusedOnTheMachine({ name }: { name: string; isTypeOnly: boolean }): string | null {
  if (name === 'electron')
    return 'only electron/main.ts and electron/desktop/ run inside Electron. Ask through the port Desktop (electron/backend/ports.ts).'
  return refusedWhereElectronIs({ name })
}

function refusedWhereElectronIs({ name }: { name: string }): string | null {
  if (pagePackages.includes(name)) return 'this package is for pages. The machine side has no DOM.'
  if (name.startsWith('node:') || name === 'electron' || name in manifest.dependencies) return null
  return 'the built app finds only what package.json lists under "dependencies": move it there.'
}
