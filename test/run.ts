/**
 * All checks and tests, one step after the other: `npm test`, or some of the steps by name: `npm test -- unit browser`.
 * Ends with a table and, alone on the last line, `N passed, N failed`. Exits with 1 when anything failed.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, hasDisplay } from '../electron/browser/launch.ts'
import { startVirtualDisplay, type VirtualDisplay } from './house/virtual-display.ts'

interface Outcome {
  passed: number
  failed: number
  /** Tests that did not run because what they need is not on this machine. */
  skipped: number
  /** For the table: 'ok', '312 passed', or why something did not run. */
  says: string
}

interface Step {
  name: string
  run: () => Promise<Outcome>
}

const projectDir = fileURLToPath(new URL('..', import.meta.url))
const resultsDir = join(projectDir, 'out', 'tests')
let display: VirtualDisplay | null = null
let isBuildBroken = false

const steps: Step[] = [
  { name: 'types', run: () => check(['typescript', 'bin/tsc', '--build']) },
  { name: 'lint', run: () => check(['@biomejs/biome', 'bin/biome', 'check', '.']) },
  { name: 'unused', run: () => check(['knip', 'bin/knip.js']) },
  { name: 'unit', run: () => test('unit') },
  { name: 'build', run: build },
  { name: 'browser', run: testInBrowser },
  { name: 'desktop', run: testOnDesktop },
]

async function main(): Promise<void> {
  const names = process.argv.slice(2)
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) {
    console.error(`There is no step ${unknown.join(', ')}. The steps: ${steps.map(({ name }) => name).join(', ')}.`)
    process.exitCode = 2
    return
  }
  rmSync(resultsDir, { recursive: true, force: true })
  mkdirSync(resultsDir, { recursive: true })

  const rows: (Outcome & { name: string; tookMs: number })[] = []
  for (const { name, run } of steps.filter((step) => names.length === 0 || names.includes(step.name))) {
    console.log(`\n== ${name} ${'='.repeat(60 - name.length)}`)
    const startedMs = performance.now()
    const outcome = await run().catch((thrown: unknown) => failure(String(thrown)))
    rows.push({ name, ...outcome, tookMs: performance.now() - startedMs })
  }
  display?.close()

  console.log('')
  for (const { name, says, tookMs } of rows)
    console.log(`${name.padEnd(8)} ${`${(tookMs / 1000).toFixed(1)} s`.padStart(8)}  ${says}`)
  const sum = (of: 'passed' | 'failed' | 'skipped'): number => rows.reduce((total, row) => total + row[of], 0)
  const skipped = sum('skipped')
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  process.exitCode = sum('failed') > 0 ? 1 : 0
}

async function build(): Promise<Outcome> {
  const outcome = await check(['vite', 'bin/vite.js', 'build', '--app'])
  isBuildBroken = outcome.failed > 0
  return outcome
}

async function testInBrowser(): Promise<Outcome> {
  if (isBuildBroken) return failure('did not run: the build failed')
  if (!findChromium({ env: process.env, platform: process.platform }))
    return failure(`did not run: there is no Chromium on this machine. ${howToInstall()}`)
  if (!(await haveDisplay())) return failure(`did not run: there is no display and no Xvfb. ${howToInstall()}`)
  return test('browser')
}

async function testOnDesktop(): Promise<Outcome> {
  if (isBuildBroken) return failure('did not run: the build failed')
  if (!(await haveDisplay())) return failure(`did not run: there is no display and no Xvfb. ${howToInstall()}`)
  const { findElectron } = await import('./desktop/electron-binary.ts')
  const electron = findElectron()
  if ('reason' in electron) {
    const skipped = await countTests('desktop')
    if (skipped === 0) return failure('has no tests that could be listed')
    return { passed: 0, failed: 0, skipped, says: `${skipped} desktop tests did not run: ${electron.reason}` }
  }
  return test('desktop')
}

/** Whether windows can be shown: on the screen there is, else on a virtual one that lives as long as this run. */
async function haveDisplay(): Promise<boolean> {
  if (!display && !hasDisplay({ env: process.env, platform: process.platform })) {
    display = await startVirtualDisplay()
    if (display) process.env.DISPLAY = display.name
  }
  return hasDisplay({ env: process.env, platform: process.platform })
}

/** A tool that is content or not counts as one check. */
async function check([name, script, ...args]: [name: string, script: string, ...args: string[]]): Promise<Outcome> {
  const exitCode = await runNode([join('node_modules', name, script), ...args])
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0, says: 'ok' } : failure('failed, see above')
}

async function test(project: string): Promise<Outcome> {
  const reportPath = join(resultsDir, `${project}.json`)
  const exitCode = await runNode([
    ...vitest('run', project),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportPath}`,
  ])
  if (!existsSync(reportPath)) return failure(`ended with ${exitCode} and no report`)
  const report = JSON.parse(readFileSync(reportPath, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    testResults: { status: string; assertionResults: { status: string }[] }[]
  }
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  // An error outside of any test has no entry of its own.
  const strays = exitCode !== 0 && report.numFailedTests + brokenFiles === 0 ? 1 : 0
  const passed = report.numPassedTests
  // A test that was switched off says nothing about what it was written for.
  const failed = report.numFailedTests + report.numPendingTests + brokenFiles + strays
  return {
    passed,
    failed,
    skipped: 0,
    says: failed > 0 ? `${passed} passed, ${failed} failed or switched off` : `${passed} passed`,
  }
}

/** How many tests a project has, found without running any. */
async function countTests(project: string): Promise<number> {
  const listPath = join(resultsDir, `${project}-list.json`)
  await runNode([...vitest('list', project), `--json=${listPath}`])
  return existsSync(listPath) ? (JSON.parse(readFileSync(listPath, 'utf8')) as unknown[]).length : 0
}

function vitest(command: string, project: string): string[] {
  // Read in place, the configuration needs no folder to be compiled into: node_modules may belong to someone else.
  const config = ['--configLoader', 'runner']
  return [join('node_modules', 'vitest', 'vitest.mjs'), command, '--project', project, ...config]
}

function runNode(args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: projectDir, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

function failure(says: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, says }
}

/** The line for Debian in README, so that it is written once. */
function howToInstall(): string {
  const readme = readFileSync(join(projectDir, 'README.md'), 'utf8')
  return `On Debian or Ubuntu: ${/sudo apt-get install [a-z0-9 .+-]+/.exec(readme)?.[0] ?? 'see README.md'}`
}

await main()
