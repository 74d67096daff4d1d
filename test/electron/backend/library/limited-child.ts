import { preparedId, startDevice, until, update } from './devices.ts'

/** Publishes an update with a video where its parent lets no file grow that large, and prints why it is stuck. */
process.on('SIGXFSZ', () => undefined)
const [profileDir = '', library = '', thread = ''] = process.argv.slice(2)
const device = await startDevice({ profileDir })
await device.ask(library, { ...update(thread, 'Words before pictures.'), video: { prepared: preparedId } })
await until(async () => (await device.outbox())[0]?.state === 'stuck')
console.log((await device.outbox())[0]?.failure?.code)
process.exit(0)
