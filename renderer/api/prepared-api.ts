import type { PreparedVideo } from '../../electron/backend/media/prepared-video.ts'
import { api } from './client.ts'
import { unwrap } from './failure-of-response.ts'

export type { PreparedVideo }

/** A video that was made of a recording or of a file, ready to be published. */
export function fetchPrepared(id: string): Promise<PreparedVideo> {
  return unwrap(api.prepared[':id'].$get({ param: { id } }))
}

/**
 * Hands a video or sound file over, to be compressed; resolves to the job's id once all of it has arrived.
 * `onProgress` tells the fraction handed over. Rejects with a Failure, or the signal's reason when it is called off.
 */
export function importFile({
  file,
  onProgress,
  signal,
}: {
  file: File
  onProgress: (fraction: number) => void
  signal: AbortSignal
}): Promise<string> {
  // XMLHttpRequest, because fetch does not tell how much of a body has left.
  const request = new XMLHttpRequest()
  const answered = new Promise<{ ok: boolean; json(): Promise<{ jobId: string }> }>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () =>
      resolve({
        ok: request.status >= 200 && request.status < 300,
        json: async () => JSON.parse(request.responseText) as { jobId: string },
      })
    request.onerror = () => reject(new Error('the machine side does not answer'))
    request.onabort = () => reject(signal.reason)
    signal.addEventListener('abort', () => request.abort(), { once: true })
  })
  request.open('POST', `/api/prepared?name=${encodeURIComponent(file.name.slice(-200))}`)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.send(file)
  return unwrap(answered).then(({ jobId }) => jobId)
}
