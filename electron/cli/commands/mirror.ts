import { resolve } from 'node:path'
import type { JsonValue } from '../../../domain/json.ts'
import type { MirrorReport, MirrorView } from '../../../domain/views/health.ts'
import { wrongUsage } from '../arguments.ts'
import { type Command, libraryOption } from '../command.ts'
import { libraryToRead } from '../libraries.ts'
import { amount } from '../words.ts'

export const mirror: Command = {
  words: 'mirror',
  operands: ['[DIR]'],
  summary: 'Copy a library to another folder, where it only grows; later runs copy what is new.',
  options: {
    library: libraryOption,
    stop: { type: 'boolean', help: 'Keep no mirror any more; what was copied stays.' },
  },
  async run(context) {
    const [dir] = context.operands
    const isStop = context.options.stop === true
    if (isStop && dir !== undefined) throw wrongUsage('--stop takes no folder.')
    const { client, library } = await libraryToRead(context)
    const place = `/api/libraries/${library.id}/mirror`
    if (isStop || dir !== undefined) {
      await client.send('PUT', place, { dir: isStop ? null : resolve(dir ?? '') })
      if (isStop) return { value: { dir: null }, text: 'No mirror is kept any more; what was copied stays.' }
    }
    const { jobId } = await client.send<{ jobId: string }>('POST', `${place}/run`)
    const report = (await client.finishJob(jobId, context.progress)) as unknown as MirrorReport
    const { mirror: view } = await client.get<{ mirror: MirrorView | null }>(`/api/libraries/${library.id}/health`)
    return {
      value: { dir: view?.dir ?? null, ...report } as unknown as JsonValue,
      text: textOf(report),
    }
  },
}

function textOf({ copiedCount, copiedBytes, waitingCount, strippedCount }: MirrorReport): string {
  const copied = copiedCount === 0 ? 'Nothing was new.' : `Copied ${copiedCount} files, ${amount(copiedBytes)}.`
  const stripped = strippedCount === 0 ? '' : ` ${strippedCount} withdrawn records were taken out.`
  const waiting = waitingCount === 0 ? '' : ` ${waitingCount} files are not here or not whole, and follow later.`
  return `${copied}${stripped}${waiting}`
}
