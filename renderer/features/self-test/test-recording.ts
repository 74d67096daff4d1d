import { Failure, toFailure } from '../../../domain/failure.ts'
import { unedited } from '../../../domain/takes/edit.ts'
import { bubbleIn, screenWith } from '../../../domain/takes/take.ts'
import { preparedAssetUrl } from '../../api/media-url.ts'
import { removePrepared } from '../../api/prepared-api.ts'
import { text } from '../../app/messages/text.ts'
import type { CaptureSession } from '../../capture/use-recording.ts'
import { composeEdit } from '../record/review/compose-job.ts'
import { type Finding, failed } from './check.ts'
import { removeTake } from './checks.ts'

export interface TestVideo {
  url: string
  /** Removes the recording and the video; to be called once it was looked at. */
  remove: () => Promise<void>
}

const lengthMs = 3_000

/** Records what is open for three seconds and makes the video of it, all just as it is done for an update. */
export async function testRecording({
  stage,
  recording,
  api,
}: CaptureSession): Promise<{ finding: Finding; video: TestVideo | null }> {
  if (Object.values(stage.streams).every((stream) => stream === null)) {
    const words = text('test.nothing-to-record')
    return { finding: { outcome: 'bad', words, remedy: text('test.nothing-to-record-remedy') }, video: null }
  }
  let take: string | null = null
  try {
    const layout = screenWith(bubbleIn({ corner: 'bottom-right', sizeFraction: 0.16 }))
    await recording.start({ library: null, thread: null, cycle: null, layout, questions: [], countdownSec: 0 })
    await elapsed(recording)
    await recording.stop()
    const { phase, takeId, failure } = recording.state.get()
    take = takeId
    if (phase !== 'finished' || take === null)
      throw new Failure(failure ?? { code: 'internal', message: text('errors.internal') })
    const prepared = await composeEdit({ take, edit: unedited, onJob: () => undefined })
    const made = take
    const remove = async (): Promise<void> => {
      await removePrepared(prepared).catch(() => undefined)
      await removeTake(api, made)
    }
    const video = { url: preparedAssetUrl(prepared, 'video.mp4'), remove }
    return { finding: { outcome: 'good', words: text('test.made') }, video }
  } catch (error) {
    if (take !== null) await removeTake(api, take)
    return { finding: failed(toFailure(error)), video: null }
  }
}

/** Resolves once so much was recorded, or the recording has come to an end by itself. */
function elapsed({ state, elapsedMs }: CaptureSession['recording']): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (elapsedMs.get() < lengthMs && state.get().phase === 'recording') return
      for (const end of ends) end()
      resolve()
    }
    const ends = [elapsedMs.subscribe(look), state.subscribe(look)]
    queueMicrotask(look)
  })
}
