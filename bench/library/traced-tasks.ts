import type { Browser } from 'playwright-core'

interface TraceEvent {
  name: string
  pid: number
  tid: number
  /** Microseconds by the clock, and of those worked by the thread itself. */
  dur?: number
  tdur?: number
  args?: { name?: string }
}

export interface TracedTasks {
  longestMs: number
  /** Of the task that worked longest; what other programs took meanwhile is not in it. */
  longestWorkedMs: number
  workedMs: number
}

/** What the main threads of a browser's pages did during some work, as the browser's own trace tells it. */
export async function traceTasks(browser: Browser, work: () => Promise<void>): Promise<TracedTasks> {
  const session = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel'] } })
  await work()
  const isComplete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await isComplete
  await session.detach()
  const threads = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(threadOf),
  )
  const tasks = events.filter((event) => event.name.endsWith('RunTask') && threads.has(threadOf(event)))
  return {
    longestMs: Math.max(0, ...tasks.map(({ dur = 0 }) => dur)) / 1000,
    longestWorkedMs: Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
    workedMs: tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000,
  }
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`
