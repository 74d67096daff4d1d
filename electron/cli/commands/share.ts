import { resolve } from 'node:path'
import type { JsonValue } from '../../../domain/json.ts'
import { missingLines } from '../../backend/export/missing-lines.ts'
import type { ShareReport } from '../../backend/export/share-copy.ts'
import { type Command, libraryOption, textOption } from '../command.ts'
import { findRecord } from '../libraries.ts'

export const share: Command = {
  words: 'share',
  operands: ['ID'],
  summary: 'Make a copy of one update, video, decision, document or path that opens in any browser.',
  options: {
    library: libraryOption,
    out: { type: 'string', value: 'DIR|FILE.zip', isRequired: true, help: 'The folder or zip to make.' },
  },
  async run(context) {
    const { library, view } = await findRecord(context, context.operands[0] ?? '')
    const client = await context.backend()
    const { jobId } = await client.send<{ jobId: string }>(
      'POST',
      `/api/libraries/${library.id}/records/${view.id}/copy`,
      { out: resolve(textOption(context.options, 'out') ?? '') },
    )
    const report = (await client.finishJob(jobId, context.progress)) as unknown as ShareReport
    return {
      value: report as unknown as JsonValue,
      text: [report.path, ...missingLines(report)].join('\n'),
    }
  },
}
