import type { JsonValue } from '../../../domain/json.ts'
import type { DuplicatesReport } from '../../../domain/views/health.ts'
import { type Command, libraryOption } from '../command.ts'
import { libraryToRead } from '../libraries.ts'
import { amount } from '../words.ts'

export const duplicates: Command = {
  words: 'duplicates',
  aliases: ['library duplicates'],
  operands: [],
  summary: 'List files that a sync tool doubled; with --remove take away exact copies of files that are whole.',
  options: { library: libraryOption, remove: { type: 'boolean', help: 'Remove what is listed.' } },
  async run(context) {
    const { client, library } = await libraryToRead(context)
    const ask = async (remove: string[]): Promise<DuplicatesReport> => {
      const path = `/api/libraries/${library.id}/duplicates`
      const { jobId } = await client.send<{ jobId: string }>('POST', path, { remove })
      return (await client.finishJob(jobId, context.progress)) as unknown as DuplicatesReport
    }
    const listed = await ask([])
    if (context.options.remove !== true || listed.found.length === 0) {
      return { value: listed as unknown as JsonValue, text: textOf(listed) }
    }
    for (const { path, original } of listed.found) context.progress(`Removes ${path}, a copy of ${original}`)
    const report = await ask(listed.found.map(({ path }) => path))
    return { value: report as unknown as JsonValue, text: textOf(report) }
  },
}

function textOf({ found, unsure, removed }: DuplicatesReport): string {
  const sizeBytes = found.reduce((sum, file) => sum + file.sizeBytes, 0)
  return [
    ...removed.map((path) => `Removed ${path}`),
    ...found.map(({ path, original }) => `${path}\n  is a copy of ${original}`),
    ...unsure.map(({ path }) => `${path}\n  is left alone: nothing whole has its bytes`),
    found.length === 0 ? 'No file stands there twice.' : `${found.length} copies, ${amount(sizeBytes)}.`,
  ].join('\n')
}
