import { parentPort, workerData } from 'node:worker_threads'
import { type FuzzFinding, fuzz } from './run.ts'
import { allTargets } from './targets/all.ts'

export interface FuzzWorkerStart {
  seed: number
  seconds: number
  /** The one case to feed, null for all. */
  only: number | null
  target: string | null
  /** The number of the case that is being fed, from 1; 0 before the first. */
  current: Int32Array
}

export interface FromFuzzWorker {
  caseCount: number
  finding: FuzzFinding | null
}

const { seed, seconds, only, target, current } = workerData as FuzzWorkerStart
const endMs = performance.now() + seconds * 1000
const answer: FromFuzzWorker = await fuzz({
  targets: allTargets.filter(({ name }) => target === null || name === target),
  seed,
  from: only ?? 0,
  isOver: (caseCount) => (only === null ? performance.now() > endMs : caseCount > 0),
  onCase: (caseNumber) => void Atomics.store(current, 0, caseNumber + 1),
})
parentPort?.postMessage(answer)
