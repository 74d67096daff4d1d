import type { JsonValue } from '../../../domain/json.ts'
import type { VerifyReport } from '../../backend/library/index-port.ts'
import { type Command, libraryOption } from '../command.ts'
import { libraryToRead } from '../libraries.ts'

export const verify: Command = {
  words: 'verify',
  aliases: ['library verify'],
  operands: [],
  summary: 'Check that what is in the folder is whole: operations and sizes; with --deep every byte.',
  options: {
    library: libraryOption,
    deep: {
      type: 'boolean',
      help: 'Read every byte of every file, going on where an interrupted check was.',
    },
    again: { type: 'boolean', help: 'With --deep: begin anew.' },
  },
  async run(context) {
    const { client, library } = await libraryToRead(context)
    const { jobId } = await client.send<{ jobId: string }>('POST', `/api/libraries/${library.id}/verify`, {
      deep: context.options.deep === true,
      again: context.options.again === true,
    })
    const report = (await client.finishJob(jobId, context.progress)) as unknown as VerifyReport
    const isWhole = report.findings.length === 0
    return {
      value: { ok: isWhole, ...report } as unknown as JsonValue,
      text: [
        ...report.findings.map(({ path, problem, detail }) => `${path}: ${problem} (${detail})`),
        summaryOf(report),
      ].join('\n'),
      exitCode: isWhole ? 0 : 1,
    }
  },
}

function summaryOf({ batchCount, fileCount, inCloudCount, resumedCount, findings }: VerifyReport): string {
  const inCloud = inCloudCount === 0 ? '' : ` ${inCloudCount} in the cloud, not checked.`
  const resumed = resumedCount === 0 ? '' : ` ${resumedCount} of them were checked before it was interrupted.`
  const found = findings.length === 0 ? 'All is whole' : `${findings.length} of what was checked is not whole`
  return `${found}: ${batchCount} entries and ${fileCount} files.${inCloud}${resumed}`
}
