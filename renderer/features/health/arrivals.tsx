import type { DeviceHealthView, LibraryHealthView } from '../../../domain/views/health.ts'
import { text } from '../../app/messages/text.ts'
import { writtenMoment, writtenSize } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { deviceName } from './device-words.ts'
import css from './health.module.css'
import { Part } from './part.tsx'

/** What other devices have said and is not here yet: quietly, since it comes by itself. */
export function OnTheWay({ devices }: { devices: DeviceHealthView[] }) {
  const awaited = devices.filter(({ onItsWayCount }) => onItsWayCount > 0)
  return (
    <Part title={text('health.arriving')} none={awaited.length === 0 ? text('health.nothing-arriving') : undefined}>
      <LinedList label={text('health.arriving')}>
        {awaited.map((device) => (
          <LinedItem key={device.writer}>
            {text('health.entries-arriving', { count: device.onItsWayCount, device: deviceName(device) })}
          </LinedItem>
        ))}
      </LinedList>
    </Part>
  )
}

/** Files that do not count yet, and why; those of more than a day first. */
export function NotRead({ pending }: Pick<LibraryHealthView, 'pending'>) {
  const reader = useReader()
  const ordered = pending.toSorted((a, b) => Number(b.isOld) - Number(a.isOld) || a.sinceMs - b.sinceMs)
  const oldCount = pending.filter(({ isOld }) => isOld).length
  return (
    <Part
      title={text('health.not-read')}
      none={pending.length === 0 ? text('health.none-pending') : undefined}
      lead={
        oldCount > 0
          ? text('health.pending-old', { count: oldCount })
          : pending.length > 0
            ? text('health.pending-lead')
            : undefined
      }
    >
      <LinedList label={text('health.not-read')}>
        {ordered.map(({ path, reason, sinceMs, isOld }) => (
          <LinedItem key={path}>
            <p className={css.path}>{path}</p>
            <Note tone={isOld ? 2 : 3}>
              {text('health.pending-since', { reason, when: writtenMoment(sinceMs, reader) })}
            </Note>
          </LinedItem>
        ))}
      </LinedList>
    </Part>
  )
}

/** Videos that are named and not here: still to come, or in the cloud alone. */
export function VideosAway({ health }: { health: LibraryHealthView }) {
  const { videosNotHere, videoNotHereCount, inCloudCount } = health
  const left = videoNotHereCount - videosNotHere.length
  const place = { screen: 'watch', library: health.library, atMs: null, isReading: true, isQueue: false } as const
  return (
    <Part
      title={text('health.videos-away')}
      none={videoNotHereCount === 0 ? text('health.no-videos-away') : undefined}
      lead={
        videoNotHereCount > 0
          ? text('health.videos-away-lead', { count: videoNotHereCount, inCloud: inCloudCount })
          : undefined
      }
    >
      <LinedList label={text('health.videos-away')}>
        {videosNotHere.map(({ id, title, personName, sizeBytes, isInCloud }) => (
          <LinedItem key={id} aside={<Note tabular>{writtenSize(sizeBytes)}</Note>}>
            <a className={css.itemLink} href={hrefOf({ ...place, item: id })}>
              {title === '' ? text('health.untitled') : title}
            </a>{' '}
            <Note inline>{text('health.video-away', { name: personName, where: isInCloud ? 'cloud' : 'coming' })}</Note>
          </LinedItem>
        ))}
      </LinedList>
      {left > 0 && <Note className={css.rest}>{text('health.and-more', { count: left })}</Note>}
    </Part>
  )
}
