import { randomBytes } from 'node:crypto'
import { Failure } from '../../../../../domain/failure.ts'
import { publishFile } from '../../../../../electron/backend/folder/write/publish-file.ts'

/** Publishes 4 MB into the folder it is given and prints what became of it; its parent limits what it may write. */
process.on('SIGXFSZ', () => undefined)
const [root = ''] = process.argv.slice(2)
const source = { bytes: randomBytes(4_000_000) }
try {
  console.log(await publishFile({ root, path: 'media/video.mp4', source, writer: 'a'.repeat(26), randomBytes }))
} catch (error) {
  console.log(error instanceof Failure ? error.code : String(error))
}
