import type { PreparedVideo } from '../../electron/backend/media/prepared/prepared-video.ts'
import { api } from './client.ts'
import { settle, unwrap } from './failure-of-response.ts'
import { type FileToSend, sendFile } from './send-file.ts'

export type { PreparedVideo }

/** A video that was made of a recording or of a file, ready to be published. */
export function fetchPrepared(id: string): Promise<PreparedVideo> {
  return unwrap(api.prepared[':id'].$get({ param: { id } }))
}

/** Removes a prepared video that nobody will publish. */
export function removePrepared(id: string): Promise<void> {
  return settle(api.prepared[':id'].$delete({ param: { id } }))
}

/** Hands a video or sound file over, to be compressed as it is; resolves to the job's id. Rejects as `sendFile`. */
export function importFile(sent: FileToSend): Promise<string> {
  return sendFile(`/api/prepared?name=${encodeURIComponent(sent.file.name.slice(-200))}`, sent)
}
