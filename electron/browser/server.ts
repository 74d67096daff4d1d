import { createServer, type Server } from 'node:http'
import { type Fetch, nodeListener } from '../backend/host/node-http.ts'

export interface LoopbackServer {
  close(): Promise<void>
}

/**
 * Listens on one port of 127.0.0.1, and nowhere else. Answers null where the port is taken.
 *
 * Requests may last (an event stream, a long upload); their headers may not.
 */
export async function listenOnLoopback({
  port,
  origin,
  fetch,
  log,
}: {
  port: number
  origin: string
  fetch: Fetch
  log: (line: string) => void
}): Promise<LoopbackServer | null> {
  const server = createServer({ requestTimeout: 0, headersTimeout: 10_000 }, nodeListener({ origin, fetch, log }))
  const isListening = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      // EACCES is how Windows answers for ports that it keeps for itself
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false)
      else reject(error)
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true))
  })
  return isListening ? { close: () => closeServer(server) } : null
}

async function closeServer(server: Server): Promise<void> {
  // closing a closed server answers with an error that says just that
  const closed = new Promise((done) => server.close(done))
  server.closeAllConnections()
  await closed
}
