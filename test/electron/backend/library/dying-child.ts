import { randomBytes } from 'node:crypto'
import { startDevice, update } from './devices.ts'

/**
 * Publishes updates and dies in the middle: at the so-and-so-manieth time that it draws randomness after the start, which it
 * does in every step of publishing. Prints each update's text once the backend has accepted it.
 */
const [profileDir = '', library = '', thread = '', label = '', drawsBeforeEnd = '0'] = process.argv.slice(2)
let isArmed = false
let draws = 0

const device = await startDevice({
  profileDir,
  randomBytes(byteCount) {
    if (isArmed && ++draws > Number(drawsBeforeEnd)) process.kill(process.pid, 'SIGKILL')
    return randomBytes(byteCount)
  },
})
isArmed = true
for (let count = 1; count <= 3; count++) {
  const text = `${label}-${count}`
  await device.ask(library, update(thread, text))
  process.stdout.write(`${text}\n`)
}
// keeps the process until it is killed, or until all is published
while ((await device.outbox()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
process.exit(0)
