import { describe, expect, it } from 'vitest'
import type { JobProgress } from '../../../../domain/views/job.ts'
import { weightedProgress } from '../../../../electron/backend/jobs/weighted-progress.ts'

describe('weighted progress', () => {
  it('makes one fraction of steps of different weight and names the step', () => {
    const reported: JobProgress[] = []
    const steps = { read: { step: 'Reading', weight: 1 }, write: { step: 'Writing', weight: 3 } }
    const report = weightedProgress(steps, (progress) => reported.push(progress))
    report.read(0.5)
    report.write(0, '0 of 2')
    report.write(2)
    expect(reported).toEqual([
      { fraction: 0.125, step: 'Reading', detail: '' },
      { fraction: 0.25, step: 'Writing', detail: '0 of 2' },
      { fraction: 1, step: 'Writing', detail: '' },
    ])
  })
})
