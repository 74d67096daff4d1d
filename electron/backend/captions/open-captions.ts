import { join } from 'node:path'
import type { ListedModel } from '../../../domain/captions/engine.ts'
import { takeIdSchema } from '../../../domain/takes/take.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { Libraries } from '../library/libraries.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import type { Ports } from '../ports.ts'
import type { Recordings } from '../recordings/recordings.ts'
import { captionsStore } from './captions-store.ts'
import { type Models, openModels } from './models-store.ts'
import { openSounds, type Sounds } from './sounds.ts'
import { type TakeCaptionsWork, takeCaptionsWork } from './take-captions.ts'
import { createCaptionsWriter } from './write-captions.ts'

export interface Captions {
  models: Models
  takes: TakeCaptionsWork
  sounds: Sounds
  /** The same recordings, each of which gets its captions once it is finished, where they are set up. */
  recordings: Recordings
}

export interface CaptionsDeps {
  ports: Pick<Ports, 'profileDir' | 'settings' | 'randomBytes' | 'log'>
  jobs: Pick<JobQueue, 'start' | 'snapshot'>
  libraries: Pick<Libraries, 'list'>
  recordings: Recordings
  ffmpeg: () => Promise<Ffmpeg>
  /** For tests; otherwise those that are listed in the app. */
  listed?: readonly ListedModel[] | undefined
}

/** Captions on this device. */
export async function openCaptions({
  ports,
  jobs,
  libraries,
  recordings,
  ffmpeg,
  listed,
}: CaptionsDeps): Promise<Captions> {
  const models = openModels({ ...ports, jobs, models: listed })
  const writer = await createCaptionsWriter({ ...ports, models })
  const store = captionsStore((takeId) => join(ports.profileDir, 'takes', takeIdSchema.parse(takeId)))
  const takes = takeCaptionsWork({ ...ports, jobs, libraries, recordings, ffmpeg, store, writer })
  return {
    models,
    takes,
    sounds: openSounds({ ...ports, jobs, libraries, writer }),
    recordings: {
      ...recordings,
      async finish(takeId) {
        const view = await recordings.finish(takeId)
        void takes.afterFinish(takeId)
        return view
      },
      async adopt(adopted) {
        const take = await recordings.adopt(adopted)
        void takes.afterFinish(take.id)
        return take
      },
    },
  }
}
