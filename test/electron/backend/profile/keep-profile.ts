import { randomBytes } from 'node:crypto'
import { ownProfile } from '../../../../electron/backend/profile/own.ts'
import { serveSocket } from '../../../../electron/backend/profile/socket.ts'

/** A process of its own that owns the profile it is given, tells so in one line, and stays until it is ended. */
const [profileDir = '', patienceMs = '0'] = process.argv.slice(2)

const ownership = await ownProfile({ profileDir, patienceMs: Number(patienceMs) })
if (ownership.kind === 'owned') {
  await serveSocket({
    profileDir,
    randomBytes,
    log: (line) => process.stderr.write(`${line}\n`),
    fetch: async (request) => Response.json({ pid: process.pid, path: new URL(request.url).pathname }),
  })
}
process.stdout.write(`${ownership.kind}\n`)
if (ownership.kind === 'owned-by-another') process.exit(0)
