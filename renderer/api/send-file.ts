import { unwrap } from './failure-of-response.ts'

export interface FileToSend {
  file: File
  /** The fraction handed over. */
  onProgress: (fraction: number) => void
  signal: AbortSignal
}

/**
 * Hands a file's bytes over to an address that begins a job with them; resolves to the job's id once all of it has arrived.
 * Rejects with a Failure, or the signal's reason when it is called off.
 */
export function sendFile(to: string, { file, onProgress, signal }: FileToSend): Promise<string> {
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
  request.open('POST', to)
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.send(file)
  return unwrap(answered).then(({ jobId }) => jobId)
}
