import { resolve } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import type { JsonValue } from '../../../domain/json.ts'
import type { RepairReport } from '../../../domain/views/health.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import { type Command, libraryOption, textOption } from '../command.ts'
import { knownLibrary } from '../libraries.ts'
import { amount } from '../words.ts'

export const repair: Command = {
  words: 'repair',
  aliases: ['library repair'],
  operands: [],
  summary: 'Put back what is missing in the folder from the mirror and this device, then read it anew.',
  options: {
    library: libraryOption,
    from: { type: 'string', value: 'DIR', help: 'Another mirror than the one that is set.' },
    plan: { type: 'boolean', help: 'Only say what would be put back.' },
  },
  async run(context) {
    const { id } = requireKnown(await knownLibrary(context))
    const client = await context.backend()
    const from = textOption(context.options, 'from')
    const ask = async (isPlan: boolean): Promise<RepairReport> => {
      const body = { isPlan, mirrorDir: from === null ? null : resolve(from) }
      const { jobId } = await client.send<{ jobId: string }>('POST', `/api/libraries/${id}/repair`, body)
      return (await client.finishJob(jobId, context.progress)) as unknown as RepairReport
    }
    const plan = await ask(true)
    const isOnlyPlan = context.options.plan === true
    if (!isOnlyPlan) for (const path of plan.putBack) context.progress(`Puts back ${path}`)
    const report = isOnlyPlan ? plan : await ask(false)
    const isWhole = report.missing.length === 0 && report.altered.length === 0
    return {
      value: { ok: isWhole, ...report } as unknown as JsonValue,
      text: textOf(report),
      exitCode: isWhole ? 0 : 1,
    }
  },
}

function textOf({ isPlan, putBack, missing, altered, entryCount, fileCount, sizeBytes }: RepairReport): string {
  const nothing = isPlan ? 'Nothing would be put back.' : 'Nothing was missing that could be put back.'
  const said = isPlan ? 'Would put back' : 'Put back'
  return [
    putBack.length === 0 ? nothing : `${said} ${entryCount} entries and ${fileCount} files, ${amount(sizeBytes)}:`,
    ...putBack.map((path) => `  ${path}`),
    ...missing.map((path) => `Missing, and nothing here has it: ${path}`),
    ...altered.map((path) => `Something else stands in its place, left as it is: ${path}`),
  ].join('\n')
}

/** A repair needs what this device knows of a library; a folder alone says nothing of what is missing in it. */
function requireKnown(library: LibraryView | null): LibraryView {
  if (library !== null) return library
  throw new Failure({
    code: 'not-found',
    message: 'This profile has not joined the library of this folder.',
    remedy: 'Repair it with the profile that knows it, or join it first.',
  })
}
