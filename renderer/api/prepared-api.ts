import type { PreparedVideo } from '../../electron/backend/media/prepared-video.ts'
import { api } from './client.ts'
import { unwrap } from './failure-of-response.ts'
import { type FileToSend, sendFile } from './send-file.ts'

export type { PreparedVideo }

/** A video that was made of a recording or of a file, ready to be published. */
export function fetchPrepared(id: string): Promise<PreparedVideo> {
  return unwrap(api.prepared[':id'].$get({ param: { id } }))
}

/** Hands a video or sound file over, to be compressed as it is; resolves to the job's id. Rejects as `sendFile`. */
export function importFile(sent: FileToSend): Promise<string> {
  return sendFile(`/api/prepared?name=${encodeURIComponent(sent.file.name.slice(-200))}`, sent)
}
