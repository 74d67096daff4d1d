import { describe, expect, it } from 'vitest'
import type { RecordingNews } from '../../../../electron/backend/ports.ts'
import type { RemoteState } from '../../../../renderer/capture/remote.ts'
import { createNewsSender } from '../../../../renderer/features/control/news-sender.ts'
import { newsOf } from '../../../../renderer/features/control/under-way.ts'

const question = { id: 'done', text: 'What is done?', hint: '' }
const state: RemoteState = {
  ...{ type: 'state', phase: 'recording', countdownSec: null, elapsedMs: 2_000, subject: 'Payments weekly' },
  ...{ questions: [question], questionIndex: 0, question, nextQuestion: null, notes: '', suggestedSec: 240 },
  ...{ alarms: [], microphoneLevel: 0.4, isMicrophoneMuted: false, hasCamera: true, isCameraShown: true },
  ...{ isSwapped: false, screenKind: 'screen', markCount: 0, roomHours: 12, waitingBytes: 3_000 },
}

describe('what the host is told of a recording', () => {
  it('is nothing before it begins and after it ended', () => {
    for (const phase of ['idle', 'preparing', 'finished', 'failed'] as const) {
      expect(newsOf({ ...state, phase }), phase).toBeNull()
    }
  })

  it('is that a pause is safe once all of it is on the disk', () => {
    expect(newsOf(state)).toMatchObject({
      phase: 'recording',
      isWholeScreen: true,
      question: 'What is done?',
      isSafe: false,
    })
    expect(newsOf({ ...state, phase: 'paused' })).toMatchObject({ isSafe: false })
    expect(newsOf({ ...state, phase: 'paused', waitingBytes: 0 })).toMatchObject({ isSafe: true })
    expect(newsOf({ ...state, waitingBytes: 0 })).toMatchObject({ isSafe: false })
  })
})

describe('telling it', () => {
  const news = newsOf(state)
  const paused = newsOf({ ...state, phase: 'paused' })

  it('says each change once, in order, and the last one whatever came meanwhile', async () => {
    const told: (RecordingNews | null)[] = []
    let answer = (): void => undefined
    const sender = createNewsSender((said) => {
      told.push(said)
      return new Promise((resolve) => {
        answer = resolve
      })
    })
    sender.send(null)
    sender.send(news)
    sender.send(paused)
    sender.send(null)
    sender.send(paused)
    answer()
    await expect.poll(() => told).toEqual([news, paused])
    sender.send({ ...paused } as RecordingNews)
    answer()
    await Promise.resolve()
    expect(told).toHaveLength(2)
  })

  it('says again what did not arrive, with the next news', async () => {
    const told: (RecordingNews | null)[] = []
    const sender = createNewsSender(async (said) => {
      told.push(said)
      if (told.length === 1) throw new Error('the backend is restarting')
    })
    sender.send(news)
    await expect.poll(() => told).toHaveLength(1)
    sender.send(news)
    await expect.poll(() => told).toEqual([news, news])
  })
})
