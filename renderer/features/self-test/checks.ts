import { Failure, toFailure } from '../../../domain/failure.ts'
import { screenWith } from '../../../domain/takes/take.ts'
import type { Room } from '../../../domain/takes/view.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { recordingType } from '../../capture/recorder.ts'
import type { CaptureStage } from '../../capture/stage.ts'
import type { TakesApi } from '../../capture/takes-api.ts'
import { type Finding, failed, isFastEnough, loudnessOf } from './check.ts'
import { firstPicture } from './picture-check.ts'

export async function checkScreen(stage: CaptureStage): Promise<Finding> {
  await stage.setScreen({ sourceId: null, withSound: true, framesPerSecond: 30 })
  return await pictureOf(stage, 'screen')
}

export async function checkCamera(stage: CaptureStage): Promise<Finding> {
  await stage.setCamera({ deviceId: null })
  return await pictureOf(stage, 'camera')
}

async function pictureOf(stage: CaptureStage, kind: 'screen' | 'camera'): Promise<Finding> {
  const source = stage.state.get()[kind]
  if (source.status === 'failed') return failed(new Failure(source.failure))
  const picture = source.status === 'open' ? await firstPicture(source.stream) : null
  if (source.status !== 'open' || picture === null) {
    return { outcome: 'bad', words: text('test.no-picture'), remedy: text('test.no-picture-remedy') }
  }
  if (picture.isBlack) return { outcome: 'notice', words: text('test.black'), remedy: text('test.black-remedy') }
  const label = /^(screen|window|web-contents)/.test(source.label) ? text('test.step-screen') : source.label
  const { width, height } = picture
  return { outcome: 'good', words: text('test.picture', { label, width: String(width), height: String(height) }) }
}

/** The sound that came with the screen; that there is none is no fault of anything. */
export function checkSound(stage: CaptureStage): Finding {
  const { screen } = stage.streams
  if (screen === null) return { outcome: 'notice', words: text('test.no-screen') }
  if (screen.getAudioTracks().length > 0) return { outcome: 'good', words: text('test.sound-came') }
  return { outcome: 'notice', words: text('test.no-sound'), remedy: text('test.no-sound-remedy') }
}

const listenMs = 4_000

export async function checkMicrophone(stage: CaptureStage): Promise<Finding> {
  await stage.setMicrophone({ deviceId: null, isProcessed: false })
  const source = stage.state.get().microphone
  if (source.status === 'failed') return failed(new Failure(source.failure))
  const label = source.status === 'open' ? source.label : text('test.step-microphone')
  switch (loudnessOf(await loudest(stage))) {
    case 'silent':
      return { outcome: 'bad', words: text('test.silent', { label }), remedy: text('test.silent-remedy') }
    case 'quiet':
      return { outcome: 'notice', words: text('test.quiet', { label }), remedy: text('test.quiet-remedy') }
    default:
      return { outcome: 'good', words: text('test.heard', { label }) }
  }
}

/** The highest reading of the meter; as soon as a voice is heard well, nothing more has to be waited for. */
function loudest(stage: CaptureStage): Promise<number> {
  return new Promise((resolve) => {
    let highest = 0
    const end = (): void => {
      clearTimeout(timer)
      unsubscribe()
      resolve(highest)
    }
    const unsubscribe = stage.level.subscribe(() => {
      highest = Math.max(highest, stage.level.get().level)
      if (loudnessOf(highest) === 'heard') end()
    })
    const timer = setTimeout(end, listenMs)
  })
}

export function checkRecorder(): Finding {
  try {
    const type = recordingType({ hasPicture: true, hasSound: true }, (each) => MediaRecorder.isTypeSupported(each))
    if (type.includes('h264')) return { outcome: 'good', words: text('test.records') }
    return {
      outcome: 'notice',
      words: text('test.records-otherwise', { type: /codecs=(\w+)/.exec(type)?.[1]?.toUpperCase() ?? type }),
      remedy: text('test.records-otherwise-remedy'),
    }
  } catch (error) {
    return failed(toFailure(error))
  }
}

const pieceBytes = 4 * 1024 * 1024
const pieces = 4

/** Writes as a recording does, through the same door to the same disk, and removes it again. */
export async function checkDisk(api: TakesApi): Promise<Finding> {
  let take: string | null = null
  try {
    const sources = { screen: null, camera: null, microphone: null }
    const begun = await api.begin({ library: null, thread: null, cycle: null, layout: screenWith(null), sources })
    take = begun.id
    const tracks = [{ track: 'microphone' as const, mimeType: 'audio/webm' }]
    await api.journal(take, [{ type: 'segment-started', segment: 1, tracks, atMs: Date.now() }])
    const bytes = new Blob([new Uint8Array(pieceBytes)])
    const beganMs = performance.now()
    for (let sequence = 0; sequence < pieces; sequence += 1) {
      await api.putChunk({ take, segment: 1, track: 'microphone', sequence }, bytes)
    }
    const bytesPerSecond = (pieces * pieceBytes) / ((performance.now() - beganMs) / 1000)
    return speedFinding(bytesPerSecond, await api.room())
  } catch (error) {
    return failed(toFailure(error))
  } finally {
    if (take !== null) await removeTake(api, take)
  }
}

function speedFinding(bytesPerSecond: number, room: Room): Finding {
  const values = { speed: writtenSize(bytesPerSecond), need: writtenSize(room.bytesPerSecond) }
  if (isFastEnough({ bytesPerSecond, neededPerSecond: room.bytesPerSecond })) {
    return { outcome: 'good', words: text('test.writes', values) }
  }
  return { outcome: 'notice', words: text('test.writes-slowly', values), remedy: text('test.writes-slowly-remedy') }
}

/** Removes a recording for good; one that cannot be removed now is among those put aside, and goes with them. */
export async function removeTake(api: TakesApi, take: string): Promise<void> {
  await api.discard(take).catch(() => undefined)
  await api.remove(take).catch(() => undefined)
}
