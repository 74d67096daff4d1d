import { type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** One request to 127.0.0.1, with exactly the target and headers given: what a stranger's program could send. */
export function knock({
  port,
  target,
  method = 'GET',
  headers = {},
  body,
}: {
  port: number
  target: string
  method?: string
  headers?: Record<string, string>
  body?: string
}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path: target, method, headers, agent: false }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (part: string) => {
        text += part
      })
      incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}
