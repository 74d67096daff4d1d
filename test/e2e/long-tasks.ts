import type { Page } from 'playwright-core'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Processor time in µs; the clock counts what else a busy machine does. */
  tdur?: number
  args?: { name?: string }
}

/** How long the tasks of a page kept its main thread while something was done, in processor time. */
export async function longTasksOf(
  page: Page,
  act: () => Promise<void>,
): Promise<{ taskCount: number; longestMs: number; longMs: number[] }> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  const done = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'], excludedCategories: ['*'] },
  })
  await act()
  await session.send('Tracing.end')
  await done
  await session.detach()
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid}/${tid}`))
  const tooksMs = tasks.map(({ tdur = 0 }) => tdur / 1000).toSorted((a, b) => b - a)
  return { taskCount: tasks.length, longestMs: tooksMs[0] ?? 0, longMs: tooksMs.filter((ms) => ms > 20) }
}
