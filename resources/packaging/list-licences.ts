/**
 * Writes resources/licences/shipped.md: every package whose code leaves in the packaged app, with its licence. Those of the
 * machine side are the lock file's packages that are not for development; those of the page are what its build bundles.
 * Run after each change of dependencies: `node resources/packaging/list-licences.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface LockEntry {
  version?: string
  dev?: boolean
  license?: string
  dependencies?: Record<string, string>
}

/** What the page imports; all of it is for development in package.json, because the build bundles it. */
const pagePackages = [
  '@codemirror/commands',
  '@codemirror/lang-markdown',
  '@codemirror/language',
  '@codemirror/state',
  '@codemirror/view',
  '@dnd-kit/core',
  '@fontsource-variable/inter',
  '@fontsource-variable/source-serif-4',
  '@lezer/highlight',
  '@tanstack/react-virtual',
  'get-nonce',
  'intl-messageformat',
  'lucide-react',
  'radix-ui',
  'react',
  'react-dom',
  'react-markdown',
  'rehype-sanitize',
  'remark-gfm',
]

const root = new URL('../../', import.meta.url)
const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
  packages: Record<string, LockEntry>
}

/** By path in node_modules: two versions of one package may be shipped. */
const shipped = new Map<string, LockEntry>()
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path !== '' && entry.dev !== true) shipped.set(path, entry)
}
const waiting = [...pagePackages]
for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
  const path = `node_modules/${name}`
  const entry = lock.packages[path]
  if (entry === undefined || shipped.has(path)) continue
  shipped.set(path, entry)
  waiting.push(...Object.keys(entry.dependencies ?? {}).filter((dependency) => !dependency.startsWith('@types/')))
}

const rows = [...shipped]
  .map(([path, entry]) => [path.replace(/^.*node_modules\//, ''), entry] as const)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { version, license }]) => `| ${name} | ${version ?? ''} | ${license ?? 'see its own files'} |`)
const text = `# What is shipped with Ownpace

Ownpace itself is under the MIT licence. The packaged app brings the packages below, each under its own licence, whose text
stands in the package's own folder or archive. The ffmpeg programs are free software under the GNU General Public License,
run as programs of their own; their sources are at https://ffmpeg.org. Electron brings Chromium and Node.js with their notices.

| package | version | licence |
| --- | --- | --- |
${rows.join('\n')}
`
writeFileSync(new URL('resources/licences/shipped.md', root), text)
console.log(`${rows.length} packages listed`)
