import { resolve } from 'node:path'
import type { JsonValue } from '../../../domain/json.ts'
import type { ExportReport } from '../../backend/export/export-library.ts'
import { missingLines } from '../../backend/export/missing-lines.ts'
import { type Command, libraryOption, textOption } from '../command.ts'
import { libraryToRead } from '../libraries.ts'

export const exportSite: Command = {
  words: 'export',
  aliases: ['library export'],
  operands: [],
  summary: 'Write a library as a web site that needs no app: pages, videos, captions and words in plain folders.',
  options: {
    library: libraryOption,
    out: {
      type: 'string',
      value: 'DIR',
      isRequired: true,
      help: 'An empty folder, or an earlier export of this library, which is brought up to date.',
    },
    'no-media': { type: 'boolean', help: 'Words alone, without videos.' },
  },
  async run(context) {
    const { client, library } = await libraryToRead(context)
    const { jobId } = await client.send<{ jobId: string }>('POST', `/api/libraries/${library.id}/export`, {
      dir: resolve(textOption(context.options, 'out') ?? ''),
      hasMedia: context.options['no-media'] !== true,
    })
    const report = (await client.finishJob(jobId, context.progress)) as unknown as ExportReport
    const { dir, pageCount, videoCount } = report
    return {
      value: report as unknown as JsonValue,
      text: [`${dir}: ${pageCount} pages, ${videoCount} videos. Open its index.html.`, ...missingLines(report)].join(
        '\n',
      ),
    }
  },
}
