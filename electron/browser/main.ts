import { parseArgs } from 'node:util'
import { toFailure } from '../../domain/failure.ts'
import { createBackend } from '../backend/app.ts'
import { resolveProfileDir } from '../backend/profile/paths.ts'
import { closeOnSignals } from './close-on-signals.ts'
import { startBrowserHost } from './host.ts'

const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

const print = (line: string): void => void process.stdout.write(`${line}\n`)

try {
  const host = await startBrowserHost({
    profileDir: resolveProfileDir({ flag: values.profile, env: process.env }),
    createBackend,
    open: values.open,
    json: values.json,
    port: values.port === undefined ? undefined : Number(values.port),
    print,
    log: (line) => console.error(line),
  })
  if (host.isServedHere) closeOnSignals(host)
} catch (error) {
  const { message, remedy } = toFailure(error)
  console.error([message, remedy].filter(Boolean).join(' '))
  process.exitCode = 1
}
