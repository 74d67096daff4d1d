import type { JsonValue } from '../../../domain/json.ts'
import type { DeviceHealthView, LibraryHealthView } from '../../../domain/views/health.ts'
import { type Command, libraryOption } from '../command.ts'
import { libraryToRead } from '../libraries.ts'
import { amount, day } from '../words.ts'

export const health: Command = {
  words: 'health',
  aliases: ['library health'],
  operands: [],
  summary: 'Tell what is on its way, what cannot be read and why, and how much space is taken.',
  options: { library: libraryOption },
  async run(context) {
    const { client, library } = await libraryToRead(context)
    const found = await client.get<LibraryHealthView>(`/api/libraries/${library.id}/health`)
    return { value: { ...found, name: library.name } as unknown as JsonValue, text: textOf(found) }
  },
}

function textOf(found: LibraryHealthView): string {
  const { devices, pending, videosNotHere, videoNotHereCount, inCloudCount, doubledCount, mirror } = found
  const onItsWay = devices.filter(({ onItsWayCount }) => onItsWayCount > 0)
  const notOpened = pending.map(
    ({ path, reason, isOld }) => `  ${path}: ${reason}${isOld ? ', for more than a day' : ''}`,
  )
  const videos = videosNotHere.map(({ title, sizeBytes, isInCloud }) =>
    [`  ${title}`, amount(sizeBytes), isInCloud ? 'in the cloud' : 'not here yet'].join(', '),
  )
  return [
    ...(onItsWay.length === 0 ? ['Nothing is on its way.'] : onItsWay.map(wayOf)),
    pending.length === 0 ? 'Every file can be read.' : `${pending.length} files cannot be read yet:`,
    ...notOpened,
    videoNotHereCount === 0
      ? 'Every video is here.'
      : `${videoNotHereCount} videos are not here, ${inCloudCount} of them in the cloud:`,
    ...videos,
    'Devices:',
    ...devices.map((device) => `  ${deviceLine(device)}`),
    ...spaceLines(found),
    ...(doubledCount === 0 ? [] : [`${doubledCount} entries stand there more than once; "duplicates" lists them.`]),
    mirror === null ? 'No mirror.' : `Mirror: ${mirror.dir}, ${mirror.fileCount} files, ${amount(mirror.sizeBytes)}.`,
  ].join('\n')
}

function wayOf({ name, personName, onItsWayCount }: DeviceHealthView): string {
  const entries = onItsWayCount === 1 ? '1 entry' : `${onItsWayCount} entries`
  return `${entries} of ${name || personName || 'a device'} ${onItsWayCount === 1 ? 'is' : 'are'} on the way.`
}

function deviceLine({ name, personName, isThis, state, forkedCount, behindCount }: DeviceHealthView): string {
  const parts = [
    name || 'a device without a name',
    personName,
    isThis ? 'this one' : '',
    state === 'closed' ? 'closed' : state === 'unconfirmed' ? 'not confirmed yet' : '',
    forkedCount > 0 ? 'was copied or put back from a backup' : '',
    behindCount === null ? '' : behindCount === 0 ? 'has everything' : `had not ${behindCount} of the entries`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function spaceLines({ space }: LibraryHealthView): string[] {
  const { totalBytes, years, people, freeBytes, fullAtMs } = space
  return [
    `Space: ${amount(totalBytes)}${freeBytes === null ? '' : `, ${amount(freeBytes)} free`}.`,
    ...years.map(({ year, sizeBytes }) => `  ${year}: ${amount(sizeBytes)}`),
    ...people.map(({ name, sizeBytes }) => `  ${name || 'someone'}: ${amount(sizeBytes)}`),
    ...(fullAtMs === null ? [] : [`  At this pace the disk is full about ${day(fullAtMs)}.`]),
  ]
}
