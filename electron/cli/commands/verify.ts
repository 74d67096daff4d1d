import type { JsonValue } from '../../../domain/json.ts'
import type { VerifyReport } from '../../backend/library/index-port.ts'
import { type Command, libraryOption } from '../command.ts'
import { libraryToRead } from '../libraries.ts'

export const verify: Command = {
  words: 'verify',
  aliases: ['library verify'],
  operands: [],
  summary: 'Check that what is in the folder is whole: operations and sizes; with --deep every byte.',
  options: { library: libraryOption, deep: { type: 'boolean', help: 'Read every byte of every file.' } },
  async run(context) {
    const { client, library } = await libraryToRead(context)
    const { jobId } = await client.send<{ jobId: string }>('POST', `/api/libraries/${library.id}/verify`, {
      deep: context.options.deep === true,
    })
    const report = (await client.finishJob(jobId, context.progress)) as unknown as VerifyReport
    const isWhole = report.findings.length === 0
    return {
      value: { ok: isWhole, ...report } as unknown as JsonValue,
      text: isWhole
        ? `All is whole: ${report.batchCount} entries and ${report.fileCount} files.`
        : report.findings.map(({ path, problem, detail }) => `${path}: ${problem} (${detail})`).join('\n'),
      exitCode: isWhole ? 0 : 1,
    }
  },
}
