import { readFile } from 'node:fs/promises'
import { median, printTable } from '../library/table.ts'
import type { MediaBench } from './bench.ts'
import { openRecorder, type Recorder, recordedFor, startTake, stopTake } from './record.ts'
import { slidesAndCode } from './shown-pages.ts'

const sampleEveryMs = 5_000

/** What the pages and the backend hold of memory while they record for long: the last third of the time beside the first. */
export async function benchMemory({ minutes }: MediaBench): Promise<void> {
  const seconds = (minutes ?? 30) * 60
  const recorder = await openRecorder({ html: slidesAndCode, withSound: true })
  const held: Record<'pages' | 'backend', number[]> = { pages: [], backend: [] }
  try {
    const { page } = recorder
    await page.evaluate(async () => {
      await window.capture.stage.setCamera({ deviceId: null })
      await window.capture.stage.setMicrophone({ deviceId: null, isProcessed: false })
    })
    await startTake(page)
    for (let atMs = sampleEveryMs; atMs <= seconds * 1000; atMs += sampleEveryMs) {
      await recordedFor(page, atMs)
      held.pages.push(await residentOf(await pagesOf(recorder)))
      held.backend.push(await residentOf([recorder.world.backend().process.pid ?? 0]))
    }
    await stopTake(page)
  } finally {
    await recorder.close()
  }
  const row = (name: string, each: number[]) => {
    const third = Math.max(1, Math.floor(each.length / 3))
    const first = median(each.slice(0, third))
    const last = median(each.slice(-third))
    return { what: name, 'first third, MB': first, 'last third, MB': last, growth: last / first - 1 }
  }
  printTable(`memory (resident) over ${seconds} s of recording screen, camera and sound`, [
    row('both pages (the one that records and the one that is recorded)', held.pages),
    row('backend, without ffmpeg', held.backend),
  ])
}

async function pagesOf({ page }: Recorder): Promise<number[]> {
  const session = await page.context().browser()?.newBrowserCDPSession()
  if (session === undefined) throw new Error('the browser is gone')
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

async function residentOf(processIds: readonly number[]): Promise<number> {
  let kilobytes = 0
  for (const id of processIds) {
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
    kilobytes += Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
  }
  return kilobytes / 1024
}
