import { Hono } from 'hono'
import type { BackendEvent } from '../../domain/views/events.ts'
import type { EventBus } from './events.ts'

const beatMs = 15_000
/** A page that reads no more is let go of, so that its events do not pile up; it then opens the stream anew. */
const waitingMost = 1000

/**
 * `GET /events`: one JSON line an event, until the reader goes away. It begins with what `hello` gives, so that a page
 * which was away learns at once how far each library is.
 */
export function eventsRoutes({
  bus,
  hello,
  onAttached,
}: {
  bus: EventBus
  hello: () => Promise<BackendEvent[]>
  /** Called with the number of open streams whenever it changes. */
  onAttached: (count: number) => void
}) {
  const open = new Set<() => void>()
  const routes = new Hono().get('/events', () => {
    const encoder = new TextEncoder()
    let end = (): void => undefined
    const body = new ReadableStream<Uint8Array>(
      {
        async start(controller) {
          const send = (event: BackendEvent): void => {
            if ((controller.desiredSize ?? 0) < -waitingMost) close()
            else controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`))
          }
          const early: BackendEvent[] = []
          let deliver = (event: BackendEvent): void => void early.push(event)
          const unsubscribe = bus.subscribe((event) => deliver(event))
          const beat = setInterval(() => deliver({ type: 'beat' }), beatMs)
          function close(): void {
            if (!open.has(close)) return
            end()
            controller.close()
          }
          end = () => {
            open.delete(close)
            unsubscribe()
            clearInterval(beat)
            deliver = () => undefined
            onAttached(open.size)
          }
          open.add(close)
          onAttached(open.size)
          send({ type: 'beat' })
          const first = await hello().catch(() => [])
          if (!open.has(close)) return
          for (const event of [...first, ...early]) send(event)
          deliver = send
        },
        cancel: () => end(),
      },
      { highWaterMark: 0 },
    )
    return new Response(body, {
      headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  })
  return {
    routes,
    /** Ends every stream, for closing. */
    close() {
      for (const close of [...open]) close()
    },
  }
}
