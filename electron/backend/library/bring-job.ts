import type { JobQueue, StartedJob } from '../jobs/queue.ts'
import type { Publisher } from './publisher.ts'
import type { Waiting } from './waiting.ts'

/** Brings the large files of an entry whose words are in the folder, as a job that any window may follow and cancel. */
export function startBringing({
  waiting,
  publisher,
  jobs,
}: {
  waiting: Waiting
  publisher: Publisher
  jobs: Pick<JobQueue, 'start'>
}): StartedJob {
  const { entry } = waiting
  const step = 'Copying into the folder'
  return jobs.start({
    kind: 'publish',
    subject: entry.subject,
    title: entry.title,
    lane: 'light',
    run: async ({ signal, report }) => {
      report({ fraction: null, step, detail: '' })
      await publisher.bringFiles(entry, {
        signal,
        onProgress: ({ writtenBytes, sizeBytes }) => {
          waiting.fraction = writtenBytes / Math.max(sizeBytes, 1)
          report({
            fraction: waiting.fraction,
            step,
            detail: `${inMegabytes(writtenBytes)} of ${inMegabytes(sizeBytes)} MB`,
          })
        },
      })
      return undefined
    },
  })
}

function inMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
