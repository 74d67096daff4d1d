import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../../../domain/failure.ts'
import type { Command } from '../command.ts'
import { importFile } from './publish.ts'

interface PreparedSummary {
  durationMs: number
  width: number
  height: number
  hasSound: boolean
}

export const compress: Command = {
  words: 'compress',
  operands: ['IN', 'OUT'],
  summary: 'Compress a video to an MP4 that plays everywhere, without publishing it.',
  options: {},
  async run(context) {
    const input = resolve(context.operands[0] ?? '')
    const output = resolve(context.operands[1] ?? '')
    if (existsSync(output)) {
      throw new Failure({
        code: 'conflict',
        message: `There is a file ${output} already.`,
        kept: 'It was left as it is.',
        remedy: 'Name another file, or move that one away.',
      })
    }
    const client = await context.backend()
    const prepared = await importFile(context, input)
    try {
      const about = await client.get<PreparedSummary>(`/api/prepared/${prepared}`)
      await writeWhole(await client.download(`/media/prepared/${prepared}/video.mp4`), output)
      const sizeBytes = statSync(output).size
      const { durationMs, width, height, hasSound } = about
      return {
        value: { path: output, sizeBytes, durationSec: durationMs / 1000, width, height, hasSound },
        text: `${output}: ${sizeBytes} bytes, was ${statSync(input).size}`,
      }
    } finally {
      await client.send('DELETE', `/api/prepared/${prepared}`)
    }
  },
}

/** Writes under a temporary name first, so that the file is whole as soon as it has its name. */
async function writeWhole(body: ReadableStream<Uint8Array>, output: string): Promise<void> {
  const temporary = `${output}.part`
  try {
    mkdirSync(dirname(output), { recursive: true })
    await pipeline(Readable.fromWeb(body as import('node:stream/web').ReadableStream), createWriteStream(temporary))
    renameSync(temporary, output)
  } catch (cause) {
    rmSync(temporary, { force: true })
    const code = (cause as NodeJS.ErrnoException).code
    throw new Failure({
      code: code === 'ENOSPC' ? 'disk-full' : 'no-permission',
      message: code === 'ENOSPC' ? 'The disk is full.' : `Nothing can be written to ${dirname(output)}.`,
      kept: 'The original was left as it is.',
      remedy: code === 'ENOSPC' ? 'Make room, then try again.' : 'Choose another folder.',
      cause,
    })
  }
}
