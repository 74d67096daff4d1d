import { createServer } from 'node:http'
import { nodeListener } from '../../../../electron/backend/host/node-http.ts'
import { startDevice } from '../library/devices.ts'

/** The whole backend of a profile on 127.0.0.1 until it is killed: `node serve-backend.ts <profile>`. */
const [, , profileDir = ''] = process.argv
const device = await startDevice({ profileDir })
const log = (line: string): void => console.error(line)
const server = createServer(
  nodeListener({ origin: 'http://127.0.0.1', fetch: (request) => device.backend.fetch(request), log }),
)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = server.address()
console.log(`listening ${typeof address === 'object' && address ? address.port : 0}`)
