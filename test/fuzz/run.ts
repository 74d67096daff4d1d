import { randomOf } from './random.ts'
import { Broken, type FuzzTarget } from './target.ts'

export interface FuzzFinding {
  target: string
  caseNumber: number
  /** What was fed, shortened. */
  input: string
  why: string
}

export interface FuzzRun {
  targets: FuzzTarget[]
  seed: number
  /** True where no further case may begin. */
  isOver(caseCount: number): boolean
  from?: number | undefined
  /** Told before each case, so that somebody else notices when one never ends. */
  onCase?: ((caseNumber: number) => void) | undefined
}

/** What one case may take of the processor, far above what any does: more is a reader that somebody can wear out. */
const defaultCapMs = 2000
const shownLength = 400

/**
 * Feeds case after case, each from the seed and its own number alone, so that one can be repeated without those before.
 * Ends at the first finding.
 */
export async function fuzz({ targets, seed, isOver, from = 0, onCase }: FuzzRun) {
  let caseCount = 0
  try {
    for (let caseNumber = from; !isOver(caseCount); caseNumber += 1) {
      onCase?.(caseNumber)
      caseCount += 1
      const finding = await runCase({ targets, seed, caseNumber })
      if (finding) return { caseCount, finding }
    }
    return { caseCount, finding: null }
  } finally {
    for (const { close } of targets) await close?.()
  }
}

/** Which target a case belongs to, and what it is fed. */
export function caseOf({ targets, seed, caseNumber }: { targets: FuzzTarget[]; seed: number; caseNumber: number }) {
  const random = randomOf(seed, caseNumber)
  const eligible = targets.length === 1 ? targets : targets.filter(({ weight = 1 }) => caseNumber % weight === 0)
  const target = random.pick(eligible)
  return { target, input: target.make(random) as never, random }
}

async function runCase(query: {
  targets: FuzzTarget[]
  seed: number
  caseNumber: number
}): Promise<FuzzFinding | null> {
  const { target, input, random } = caseOf(query)
  const before = process.cpuUsage()
  let why: string | null = null
  try {
    await target.check(input, random)
    const { user, system } = process.cpuUsage(before)
    const tookMs = (user + system) / 1000
    if (tookMs > (target.capMs ?? defaultCapMs)) why = `it took ${Math.round(tookMs)} ms`
  } catch (error) {
    why =
      error instanceof Broken ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  return why === null ? null : { target: target.name, caseNumber: query.caseNumber, input: shown(input), why }
}

export function shown(input: unknown): string {
  const text = input instanceof Uint8Array ? Buffer.from(input).toString('latin1') : input
  const json = JSON.stringify(text) ?? String(text)
  return json.length <= shownLength ? json : `${json.slice(0, shownLength)}… (${json.length} characters)`
}
