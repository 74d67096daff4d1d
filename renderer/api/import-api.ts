import { type ImportPlace, importedTakeSchema } from '../../domain/takes/view.ts'
import type { Job } from '../../domain/views/job.ts'
import { api } from './client.ts'
import { unwrap } from './failure-of-response.ts'
import { type FileToSend, sendFile } from './send-file.ts'

/** Hands a video or sound file over to be kept as a recording of its own; resolves to the job's id. Rejects as `sendFile`. */
export function bringFile(place: ImportPlace, sent: FileToSend): Promise<string> {
  const query = new URLSearchParams({ name: sent.file.name.slice(-200) })
  for (const [name, value] of Object.entries(place)) if (value) query.set(name, value)
  return sendFile(`/api/takes/from-file?${query}`, sent)
}

/** Makes a recording of a published video of one's own, to be worked on again; resolves to the job's id. */
export async function bringItem(place: ImportPlace & { library: string; item: string }): Promise<string> {
  const { jobId } = await unwrap(api.takes['from-item'].$post({ json: place }))
  return jobId
}

/** The recording that a job of `bringFile` or `bringItem` made; null where it made none. */
export function takeOfJob({ state, result }: Job): string | null {
  const made = importedTakeSchema.safeParse(result)
  return state === 'done' && made.success ? made.data.take : null
}
