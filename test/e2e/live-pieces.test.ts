import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PiecesView, piecesViewSchema } from '../../domain/takes/pieces.ts'
import { openSources, start, state, stop, takeOf } from './capture-steps.ts'
import { type CaptureWorld, captureWorld } from './capture-world.ts'

let world: CaptureWorld

beforeAll(async () => {
  world = await captureWorld()
})

afterAll(async () => {
  await world.close()
})

const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${world.backend().port}${path}`)

async function pieces(take: string): Promise<PiecesView | null> {
  const response = await get(`/api/takes/${take}/pieces`)
  return response.ok ? piecesViewSchema.parse(await response.json()) : null
}

async function until(take: string, holds: (view: PiecesView) => boolean): Promise<PiecesView> {
  for (;;) {
    const view = await pieces(take)
    if (view !== null && holds(view)) return view
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

describe('a real recording', () => {
  it('has its first piece, picture and sound, while it still goes on, and all of them soon after the stop', async () => {
    const { page, browser } = await world.openPage()
    await openSources(page, ['screen', 'microphone'])
    const take = await start(page)
    const view = await until(take, (found) => found.pieces[1]?.isReady === true)
    expect(await state(page)).toMatchObject({ phase: 'recording' })
    expect(view.pieces.slice(0, 2)).toMatchObject([
      { fromMs: 0, toMs: 3000 },
      { fromMs: 3000, toMs: 10_000 },
    ])
    expect((await get(`/media/takes/${take}/pieces/1`)).headers.get('content-type')).toBe('video/mp4')
    expect((await get(`/media/takes/${take}/sound/1`)).headers.get('content-type')).toBe('audio/mp4')
    await stop(page)
    const whole = await until(take, (found) => found.waitingMs === 0)
    expect(whole.durationMs).toBe((await takeOf(world, take)).durationMs)
    expect(whole.pieces.at(-1)?.toMs).toBe(whole.durationMs)
    await browser.close()
    // Composing takes only what nobody else wants of the machine.
  }, 300_000)
})
