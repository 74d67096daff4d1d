import type { BackendEvent } from '../../domain/views/events.ts'
import { pause } from './pause.ts'

type Listener = (event: BackendEvent) => void

const lockName = 'ownpace-events'
const channelName = 'ownpace-events'
/** The backend beats every 15 s; three missing beats mean a stream that is cut without an end. */
const silenceLimitMs = 45_000
const retryMs = 1000

/**
 * Follows the backend's events. One window of this browser holds the stream and hands each event to the others;
 * when it closes, the next one takes over. After a cut the stream is opened again, and `onResume` asks the page to
 * look at everything anew, since what happened meanwhile is not repeated.
 */
export function followEvents({ onEvent, onResume }: { onEvent: Listener; onResume: () => void }): () => void {
  const closing = new AbortController()
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = (message: MessageEvent<BackendEvent | { type: 'resumed' }>) => {
    if (message.data.type === 'resumed') onResume()
    else onEvent(message.data)
  }
  const hold = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await readStream({
          signal: closing.signal,
          onOpen: () => {
            channel.postMessage({ type: 'resumed' })
            onResume()
          },
          onEvent: (event) => {
            channel.postMessage(event)
            onEvent(event)
          },
        })
      } catch {
        // The backend is restarting or the stream was cut: it is opened again below.
      }
      if (!closing.signal.aborted) await pause(retryMs, closing.signal)
    }
  }
  const begin = async (): Promise<void> => {
    const { held = [] } = await navigator.locks.query()
    // Where another window holds the stream, nothing would be heard of what is until something changes.
    if (held.some(({ name }) => name === lockName)) onResume()
    await navigator.locks.request(lockName, { signal: closing.signal }, hold)
  }
  void begin().catch(() => undefined)
  return () => {
    closing.abort()
    channel.close()
  }
}

async function readStream({
  signal,
  onOpen,
  onEvent,
}: {
  signal: AbortSignal
  onOpen: () => void
  onEvent: Listener
}): Promise<void> {
  const silence = new AbortController()
  const response = await fetch('/api/events', { signal: AbortSignal.any([signal, silence.signal]) })
  if (!response.ok || response.body === null) throw new Error(`events answered ${response.status}`)
  onOpen()
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  let rest = ''
  for (;;) {
    const timer = setTimeout(() => silence.abort(), silenceLimitMs)
    const { value, done } = await reader.read().finally(() => clearTimeout(timer))
    if (done) return
    rest += decoder.decode(value, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') onEvent(JSON.parse(line) as BackendEvent)
  }
}
