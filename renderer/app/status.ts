import type { Job } from '../../domain/views/job.ts'
import type { LibraryView, OutboxEntryView } from '../../domain/views/library.ts'
import type { ShellStatus } from '../ui/shell.tsx'
import { text } from './messages/text.ts'
import { hrefOf } from './route.ts'

/** The one line at the foot of the rail: what a person has to know first, and no more than the app knows. */
export function statusOf({
  isConnected,
  libraries,
  outbox,
  jobs,
}: {
  isConnected: boolean
  libraries: readonly LibraryView[]
  outbox: readonly OutboxEntryView[]
  jobs: readonly Job[]
}): ShellStatus {
  const href = hrefOf({ screen: 'health' })
  if (!isConnected) return { state: 'attention', words: text('shell.no-answer'), href }
  const away = libraries.find(({ state }) => state === 'offline')
  if (away) return { state: 'attention', words: text('shell.folder-away', { library: away.name }), href }
  const tooOld = libraries.find(({ needsNewer }) => needsNewer)
  if (tooOld) return { state: 'attention', words: text('shell.needs-newer', { library: tooOld.name }), href }
  const stuckCount = outbox.filter(({ state }) => state === 'stuck').length
  if (stuckCount > 0) return { state: 'attention', words: text('shell.stuck', { count: stuckCount }), href }
  const running = jobs.find(({ state }) => state === 'running')
  if (running) return busy(running.title, running.progress.fraction)
  const publishing = outbox.find(({ state }) => state === 'publishing')
  if (publishing) return busy(publishing.title, publishing.fraction)
  if (outbox.length > 0) return { state: 'busy', words: text('shell.waiting', { count: outbox.length }), href }
  if (libraries.some(({ state }) => state === 'reading')) {
    return { state: 'busy', words: text('shell.reading'), href, fraction: null }
  }
  if (libraries.length === 0) return { state: 'calm', words: text('shell.no-folder'), href }
  return { state: 'calm', words: text('shell.all-in-folder'), href }

  function busy(title: string, fraction: number | null): ShellStatus {
    const words = fraction === null ? title : text('shell.working', { title, fraction })
    return { state: 'busy', words, href, fraction }
  }
}
