import { describe, expect, it } from 'vitest'
import { statusOf, toFailure } from '../../../../domain/failure.ts'
import { hostRecordingRoutes } from '../../../../electron/backend/host/recording-routes.ts'
import type { Desktop, Ports, RecordingNews } from '../../../../electron/backend/ports.ts'

const news: RecordingNews = {
  ...{ phase: 'recording', hasScreen: true, isWholeScreen: false },
  ...{ question: 'What is done?', hasNextQuestion: true, isSafe: false },
}

function routesOf(desktop: Partial<Desktop> | null) {
  return hostRecordingRoutes({ ports: { desktop } as Ports }).onError((error, context) => {
    const failure = toFailure(error)
    return context.json({ error: failure.body }, statusOf(failure.code))
  })
}

function post(routes: ReturnType<typeof routesOf>, path: string, body: object) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return routes.request(path, init)
}

describe('what a page tells its host of a recording', () => {
  it('reaches the desktop as it was said, and null at the end', async () => {
    const told: (RecordingNews | null)[] = []
    const routes = routesOf({ follow: (recording) => void told.push(recording) })
    expect((await post(routes, '/host/recording', { recording: news })).status).toBe(204)
    expect((await post(routes, '/host/recording', { recording: null })).status).toBe(204)
    expect(told).toEqual([news, null])
  })

  it('is refused where it is anything else', async () => {
    const routes = routesOf({})
    for (const recording of [{ ...news, phase: 'idle' }, { ...news, path: '/etc' }, { phase: 'recording' }, 'yes']) {
      expect((await post(routes, '/host/recording', { recording })).status).toBe(400)
    }
    for (const heightPx of [0, 1.5, 100_000, '90']) {
      expect((await post(routes, '/host/control/size', { heightPx })).status).toBe(400)
    }
    expect((await post(routes, '/host/control', { isShown: 1 })).status).toBe(400)
  })

  it('is not asked of a host without a desktop', async () => {
    const routes = routesOf(null)
    expect((await post(routes, '/host/recording', { recording: null })).status).toBe(501)
    expect((await routes.request('/host/hotkeys')).status).toBe(501)
  })
})
