import { Failure, failureOfAnswer } from '../../domain/failure.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { LibraryRequest, RequestAnswer } from '../../domain/requests/requests.ts'
import type { Job } from '../../domain/views/job.ts'
import type { OutboxEntryView } from '../../domain/views/library.ts'

export type Fetch = (request: Request) => Promise<Response>

const origin = 'http://ownpace'

/** The backend as commands use it, wherever it runs. */
export interface BackendClient {
  get<T>(path: string, query?: Record<string, string | number | null>): Promise<T>
  send<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T>
  /** Sends bytes as they come. */
  upload<T>(path: string, body: ReadableStream<Uint8Array>): Promise<T>
  /** The body of a file. */
  download(path: string): Promise<ReadableStream<Uint8Array>>
  /** Waits until a job has ended and answers its result. @throws Failure as the job failed. */
  finishJob(jobId: string, onProgress: (line: string) => void): Promise<JsonValue | null>
  /** Asks for something to be written and waits until it is in the folder. @throws Failure where it is stuck. */
  perform(library: string, request: LibraryRequest, onProgress: (line: string) => void): Promise<RequestAnswer>
}

export function backendClient(fetchBackend: Fetch): BackendClient {
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetchBackend(new Request(origin + path, init))
    if (!response.ok) throw failureOfAnswer(await response.json().catch(() => null))
    return response
  }
  const parse = async <T>(response: Response): Promise<T> => {
    const text = await response.text()
    return (text === '' ? null : JSON.parse(text)) as T
  }

  const client: BackendClient = {
    get: async (path, query = {}) => parse(await call(path + searchOf(query))),
    send: async (method, path, body) =>
      parse(
        await call(path, {
          method,
          ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
        }),
      ),
    upload: async (path, body) => {
      // `duplex` is required for a streamed body and not in the DOM's type yet.
      const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' }
      return parse(await call(path, init))
    },
    download: async (path) => {
      const { body } = await call(path)
      if (body === null) throw new Failure({ code: 'media-not-here', message: 'The file is empty or not here yet.' })
      return body
    },
    finishJob: (jobId, onProgress) => finishJob({ client, call, jobId, onProgress }),
    perform: async (library, request, onProgress) => {
      const answer = await client.send<RequestAnswer>('POST', `/api/libraries/${library}/requests`, request)
      await client.send('POST', `/api/outbox/${answer.outboxId}/now`).catch(ignoreGone)
      await waitUntilPublished({ client, call, outboxId: answer.outboxId, onProgress })
      return answer
    },
  }
  return client
}

type Call = (path: string, init?: RequestInit) => Promise<Response>

async function finishJob({
  client,
  call,
  jobId,
  onProgress,
}: {
  client: BackendClient
  call: Call
  jobId: string
  onProgress: (line: string) => void
}): Promise<JsonValue | null> {
  let lastLine = ''
  const ended = await untilEvent(call, async () => {
    const job = (await client.get<Job[]>('/api/jobs')).find(({ id }) => id === jobId)
    if (job === undefined) throw new Failure({ code: 'not-found', message: 'That work is no longer known.' })
    if (job.state === 'running') {
      const percent = job.progress.fraction === null ? '' : ` ${Math.round(job.progress.fraction * 100)}%`
      const line = `${job.progress.step}${percent}`
      if (line !== lastLine) onProgress(line)
      lastLine = line
    }
    return job.state === 'queued' || job.state === 'running' ? null : job
  })
  if (ended.state === 'done') return ended.result ?? null
  throw new Failure(ended.error ?? { code: 'cancelled', message: 'It was cancelled.', kept: 'Nothing was changed.' })
}

async function waitUntilPublished({
  client,
  call,
  outboxId,
  onProgress,
}: {
  client: BackendClient
  call: Call
  outboxId: string
  onProgress: (line: string) => void
}): Promise<void> {
  onProgress('Publishing')
  await untilEvent(call, async () => {
    const entry = (await client.get<OutboxEntryView[]>('/api/outbox')).find(({ id }) => id === outboxId)
    if (entry === undefined) return true
    if (entry.state !== 'stuck') return null
    throw new Failure(
      entry.failure ?? {
        code: 'internal',
        message: 'It could not be published yet.',
        kept: 'It is kept and tried again.',
      },
    )
  })
}

/** Asks again at each event of the backend until there is an answer. The stream is open before the first question. */
async function untilEvent<T>(call: Call, ask: () => Promise<T | null>): Promise<T> {
  const closing = new AbortController()
  const response = await call('/api/events', { signal: closing.signal })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  try {
    for (;;) {
      const answer = await ask()
      if (answer !== null) return answer
      const { done } = await reader.read()
      if (done) throw new Failure({ code: 'internal', message: 'Ownpace was closed meanwhile.' })
    }
  } finally {
    await reader.cancel().catch(() => undefined)
    closing.abort()
  }
}

function ignoreGone(error: unknown): void {
  if (error instanceof Failure && error.code === 'not-found') return
  throw error
}

function searchOf(query: Record<string, string | number | null>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== null) search.set(key, String(value))
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
