import type { JobProgress } from '../../../domain/views/job.ts'

export interface WeightedStep {
  /** What is being done, for a person. */
  step: string
  weight: number
}

/** Reports the fraction of one step that is done, between 0 and 1. */
export type StepProgress = (fraction: number, detail?: string) => void

/**
 * Makes one fraction of several steps: each step's name gives a function that reports that step alone. What comes before
 * a step counts as done once the step has begun.
 */
export function weightedProgress<Name extends string>(
  steps: Record<Name, WeightedStep>,
  report: (progress: JobProgress) => void,
): Record<Name, StepProgress> {
  const names = Object.keys(steps) as Name[]
  const total = names.reduce((sum, name) => sum + steps[name].weight, 0)
  let before = 0
  const reporters = {} as Record<Name, StepProgress>
  for (const name of names) {
    const { step, weight } = steps[name]
    const start = before
    before += weight
    reporters[name] = (fraction, detail = '') => {
      const within = Math.min(Math.max(fraction, 0), 1)
      report({ fraction: (start + weight * within) / total, step, detail })
    }
  }
  return reporters
}
