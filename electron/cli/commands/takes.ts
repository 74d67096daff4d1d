import type { JsonValue } from '../../../domain/json.ts'
import type { CleanedTakes, TakeOnDisk, TakesOnDisk } from '../../../domain/takes/on-disk.ts'
import type { Command } from '../command.ts'
import { amount, day } from '../words.ts'

export const takesList: Command = {
  words: 'takes list',
  operands: [],
  summary: 'List the recordings on this device: what each takes, and what becomes of it.',
  options: {},
  async run(context) {
    const found = await (await context.backend()).get<TakesOnDisk>('/api/takes/on-disk')
    return { value: found as unknown as JsonValue, text: listText(found) }
  },
}

export const takesClean: Command = {
  words: 'takes clean',
  operands: [],
  summary: 'Remove recordings that are published, discarded or empty; none that is still needed.',
  options: { 'dry-run': { type: 'boolean', help: 'Only list what would be removed.' } },
  async run(context) {
    const client = await context.backend()
    const { takes } = await client.get<TakesOnDisk>('/api/takes/on-disk')
    const listed = takes.filter(({ mayGo }) => mayGo !== null)
    const isDryRun = context.options['dry-run'] === true
    if (isDryRun || listed.length === 0) {
      const wouldGo = listed.length === 0 ? ['Nothing may go.'] : listed.map(lineOf)
      return { value: { listed, removed: [], freedBytes: 0 } as unknown as JsonValue, text: wouldGo.join('\n') }
    }
    for (const take of listed) context.progress(`Removes ${lineOf(take)}`)
    const body = { takes: listed.map(({ take }) => take) }
    const { removed, freedBytes } = await client.send<CleanedTakes>('POST', '/api/takes/clean', body)
    const text = `${removed.length} of ${listed.length} removed, ${amount(freedBytes)} freed.`
    return { value: { listed, removed, freedBytes } as unknown as JsonValue, text }
  },
}

function listText({ takes, sizeBytes, freeBytes, isClockDoubted }: TakesOnDisk): string {
  return [
    ...(takes.length === 0 ? ['No recording is on this device.'] : takes.map(lineOf)),
    `${takes.length} recordings, ${amount(sizeBytes)}; ${amount(freeBytes)} free.`,
    ...(isClockDoubted ? ['The clock leapt, so nothing goes by itself until it has gone on steadily for a week.'] : []),
  ].join('\n')
}

function lineOf(take: TakeOnDisk): string {
  const seconds = Math.round(take.durationMs / 1000)
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  const name = take.origin.kind === 'file' ? `${take.origin.fileName}, ` : ''
  return `${take.take}  ${day(take.madeAtMs)}  ${name}${length}, ${amount(take.sizeBytes)}, ${fateOf(take)}`
}

const stayWords: Record<NonNullable<TakeOnDisk['stays']>, string> = {
  recording: 'is being recorded',
  pinned: 'is kept',
  unpublished: 'not published',
  waiting: 'on its way into the folder',
  'in-draft': 'a draft uses it',
  'not-in-folder': 'published, but its video is not seen whole in the folder',
}

function fateOf({ stays, mayGo, daysLeft }: TakeOnDisk): string {
  if (stays !== null) return stayWords[stays]
  return daysLeft === null ? `${mayGo}` : `${mayGo}, goes in ${daysLeft} days`
}
