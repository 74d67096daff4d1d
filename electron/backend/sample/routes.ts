import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { findAppFiles } from '../host/app-files.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { Libraries } from '../library/libraries.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import type { Backend, Ports } from '../ports.ts'
import { readSampleContent } from './content.ts'
import { makeSample } from './make-sample.ts'
import { unfinishedSample } from './unfinished.ts'

/** `POST /libraries/sample`: makes the sample library in the profile, or opens the one that is there; of a making that failed nothing stays. */
export function sampleRoutes({
  ports,
  jobs,
  libraries,
  ffmpeg,
  createBackend,
}: {
  ports: Ports
  jobs: Pick<JobQueue, 'start' | 'snapshot'>
  libraries: Pick<Libraries, 'join' | 'get' | 'list' | 'forget'>
  ffmpeg: () => Promise<Ffmpeg>
  createBackend: (ports: Ports) => Promise<Backend>
}) {
  const dir = join(ports.profileDir, 'sample-library')
  const unfinished = unfinishedSample({ profileDir: ports.profileDir, dir, libraries })
  // Half of a sample library would be taken for all of it.
  const cleared = unfinished.clear().catch((error: unknown) => ports.log(`a half-made sample stays: ${String(error)}`))
  const joinSample = async (): Promise<{ library: string; me: string }> => {
    const { name, timeZone } = ports.settings.get()
    const { id, me } = await libraries.join({ dir, as: { new: { name: name || 'You', timeZone } } })
    return { library: id, me }
  }
  return new Hono().post('/libraries/sample', (context) => {
    const running = jobs
      .snapshot()
      .find(({ kind, state }) => kind === 'sample' && (state === 'running' || state === 'queued'))
    if (running) return context.json({ jobId: running.id }, 202)
    const { id } = jobs.start({
      kind: 'sample',
      subject: 'sample',
      title: 'Sample library',
      lane: 'encode',
      run: async (job) => {
        await cleared
        if (existsSync(join(dir, 'ownpace.json'))) return (await joinSample()).library
        const content = await readSampleContent(findAppFiles().rootDir)
        let library = ''
        await unfinished.begin()
        try {
          await makeSample({
            content,
            ports,
            createBackend,
            ffmpeg: await ffmpeg(),
            dir,
            join: async () => {
              const joined = await joinSample()
              library = joined.library
              return joined.me
            },
            job,
          })
          await unfinished.end()
        } catch (error) {
          await unfinished.clear()
          throw error
        }
        await libraries.get(library).watch.scan()
        return library
      },
    })
    return context.json({ jobId: id }, 202)
  })
}
