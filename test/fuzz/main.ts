/**
 * Feeds what reads foreign bytes with input that nobody thought of: `npm run fuzz -- --seconds 60`. Prints the seed and the
 * case at a finding; `--seed N --case M` feeds that one again, `--target NAME` keeps to one reader. Exits with 1 at a finding.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { caseOf, type FuzzFinding, shown } from './run.ts'
import { allTargets } from './targets/all.ts'
import type { FromFuzzWorker, FuzzWorkerStart } from './worker.ts'

const stuckMs = 20_000

function wholeNumber(name: string, value: string | undefined): number | null {
  if (value === undefined) return null
  if (!/^[0-9]{1,10}$/.test(value)) throw new Error(`--${name} takes a whole number`)
  return Number(value)
}

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    seed: { type: 'string' },
    case: { type: 'string' },
    target: { type: 'string' },
  },
})
const seed = wholeNumber('seed', values.seed) ?? randomInt(2 ** 31)
const only = wholeNumber('case', values.case)
const seconds = wholeNumber('seconds', values.seconds) ?? 10
const targetNames = allTargets.map(({ name }) => name)
if (values.target !== undefined && !targetNames.includes(values.target)) {
  throw new Error(`--target is one of ${targetNames.join(', ')}`)
}

/** Runs in a thread, so that somebody is left to notice a case that never ends. */
async function run(): Promise<{ caseCount: number; finding: FuzzFinding | null }> {
  const current = new Int32Array(new SharedArrayBuffer(4))
  const start: FuzzWorkerStart = { seed, seconds, only, target: values.target ?? null, current }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: start })
  let last = -1
  return await new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      const now = Atomics.load(current, 0)
      if (now !== last || now === 0) {
        last = now
        return
      }
      const targets = allTargets.filter(({ name }) => values.target === undefined || name === values.target)
      const { target, input } = caseOf({ targets, seed, caseNumber: now - 1 })
      const why = `it did not end within ${stuckMs / 1000} s`
      resolve({ caseCount: now, finding: { target: target.name, caseNumber: now - 1, input: shown(input), why } })
    }, stuckMs)
    worker.once('error', reject)
    worker.once('message', (answer: FromFuzzWorker) => resolve(answer))
    worker.once('exit', () => clearInterval(watch))
  }).then(async (answer) => {
    await worker.terminate()
    return answer as FromFuzzWorker
  })
}

const { caseCount, finding } = await run()
if (finding === null) {
  console.log(`${caseCount} cases, nothing found (seed ${seed})`)
} else {
  const target = values.target === undefined ? '' : ` --target "${values.target}"`
  console.log(`${finding.target}: ${finding.why}\n\ninput: ${finding.input}\n`)
  console.log(
    `Found at case ${finding.caseNumber} of seed ${seed}. Again: npm run fuzz -- --seed ${seed} --case ${finding.caseNumber}${target}`,
  )
  process.exitCode = 1
}
