import { describe, expect, it } from 'vitest'
import { bubbleIn, screenWith } from '../../../domain/takes/take.ts'
import { remoteStateOf } from '../../../renderer/capture/announce.ts'
import { idle } from '../../../renderer/capture/recording-state.ts'
import { remoteRequestSchema, remoteStateSchema } from '../../../renderer/capture/remote.ts'

const questions = ['done', 'next'].map((id) => ({ id, text: `What is ${id}?`, hint: '' }))
const about = { subject: 'Payments', questions, notes: 'Thank Tomas', suggestedSec: 120 }
const off = { status: 'off' as const }
const open = { status: 'open' as const, stream: {} as MediaStream, label: 'It' }
const streams = { screen: null, camera: null, microphone: null }
const stage = { microphone: open, camera: open, muted: { microphone: true, system: false } }
const told = { ...{ streams, about, stage }, elapsedMs: 1234.5, level: 0.4 }

describe('what other windows are told of a recording', () => {
  it('is the question at hand, the next one, and my notes', () => {
    const state = remoteStateOf({ ...told, state: { ...idle, phase: 'recording', questionIndex: 0 } })
    expect(state).toMatchObject({ question: questions[0], nextQuestion: questions[1], notes: 'Thank Tomas' })
    expect(remoteStateSchema.parse(state)).toEqual(state)
    expect(remoteStateOf({ ...told, state: { ...idle, questionIndex: 1 } }).nextQuestion).toBeNull()
  })

  it('says whether the camera is in the picture and whether the microphone is muted', () => {
    const shown = screenWith(bubbleIn({ corner: 'top-left', sizeFraction: 0.16 }))
    expect(remoteStateOf({ ...told, state: { ...idle, layout: shown } })).toMatchObject({
      ...{ isCameraShown: true, isMicrophoneMuted: true, microphoneLevel: 0.4, screenKind: null },
    })
    const hidden = { ...idle, layout: screenWith(null) }
    expect(remoteStateOf({ ...told, state: hidden }).isCameraShown).toBe(false)
    const without = { ...stage, microphone: off, camera: off }
    expect(remoteStateOf({ ...told, stage: without, state: idle })).toMatchObject({
      ...{ hasCamera: false, isCameraShown: false, microphoneLevel: null },
    })
  })
})

describe('what another window may ask for', () => {
  it('is nothing but the actions it knows', () => {
    expect(remoteRequestSchema.safeParse({ type: 'act', action: 'mark' }).success).toBe(true)
    expect(remoteRequestSchema.safeParse({ type: 'act', action: 'publish' }).success).toBe(false)
  })
})
