import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TakeCaptionsAnswer } from '../../../../domain/captions/take-captions.ts'
import type { Job } from '../../../../domain/views/job.ts'
import { newTake } from '../../../domain/takes/fixtures.ts'
import { ffmpegRaw } from '../../../support/media.ts'
import { type StandInModel, standInProgram, writeStandInModel } from '../../../support/stand-in-transcriber.ts'
import { type Device, until } from '../library/devices.ts'

/** Sets captions up by a program's path; resolves to the model's path. */
export async function setUpProgram(device: Device, model: StandInModel = {}): Promise<string> {
  const modelPath = await writeStandInModel(device.profileDir, model)
  await device.call('PATCH', '/api/settings', {
    captionsBy: 'program',
    captionsProgramPath: standInProgram,
    captionsModel: 'file',
    captionsModelPath: modelPath,
  })
  return modelPath
}

/** Records a voice in segments of these lengths, finished; resolves to the take's id. */
export async function recordVoice(
  device: Device,
  { seconds, library = null }: { seconds: number[]; library?: string | null },
): Promise<string> {
  const body = { ...newTake, library, thread: null, cycle: null }
  const { take } = await device.call<{ take: { id: string } }>('POST', '/api/takes', body)
  for (const [place, length] of seconds.entries()) {
    const segment = place + 1
    const path = join(device.profileDir, `voice-${segment}.webm`)
    const voice = ['-f', 'lavfi', '-i', `sine=frequency=${300 + 100 * segment}:duration=${length}`]
    await ffmpegRaw([...voice, '-c:a', 'libopus', '-f', 'webm', path])
    const tracks = [{ track: 'microphone', mimeType: 'audio/webm;codecs=opus' }]
    await device.call('POST', `/api/takes/${take.id}/journal`, {
      events: [{ type: 'segment-started', segment, tracks, atMs: 1 }],
    })
    const chunk = `/api/takes/${take.id}/segments/${segment}/tracks/microphone/chunks/0`
    const bytes = new Uint8Array(await readFile(path))
    const response = await device.backend.fetch(new Request(`http://device${chunk}`, { method: 'PUT', body: bytes }))
    if (!response.ok) throw new Error(await response.text())
    await device.call('POST', `/api/takes/${take.id}/journal`, {
      events: [{ type: 'segment-ended', segment, segmentMs: length * 1000, reason: 'stopped', atMs: 2 }],
    })
  }
  await device.call('POST', `/api/takes/${take.id}/finish`, {})
  return take.id
}

export const captionsOf = (device: Device, take: string): Promise<TakeCaptionsAnswer> =>
  device.call('GET', `/api/takes/${take}/captions`)

/** The captions job of a take, as soon as there is one. */
export async function captionsJob(device: Device, take: string, states?: Job['state'][]): Promise<Job> {
  let found: Job | undefined
  await until(async () => {
    const jobs = await device.call<Job[]>('GET', '/api/jobs')
    found = jobs.findLast(({ kind, subject }) => kind === 'captions' && subject === take)
    return found !== undefined && (states ?? ['done', 'failed', 'cancelled']).includes(found.state)
  })
  return found as Job
}
