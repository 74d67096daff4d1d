import { useState } from 'react'
import { isAway } from '../../../domain/catch-up/owed.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { DeviceView, PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { writtenTime } from '../../app/messages/when.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { placeOf, writtenDate } from '../threads/thread-words.ts'
import css from './people.module.css'
import { PersonMark } from './person-mark.tsx'
import { ProfileDialog } from './profile-dialog.tsx'
import { workingTimeWords } from './working-time.ts'

interface PersonRowProps {
  library: LibraryView
  person: PersonView
  people: ReadonlyMap<string, PersonView>
}

/** One person of a library; one's own can be changed here. */
export function PersonRow({ library, person, people }: PersonRowProps) {
  const reader = useReader()
  const [isEditing, setIsEditing] = useState(false)
  const isMe = person.id === library.me
  const canConfirm = !library.isUnconfirmed && (isMe || people.get(library.me)?.isOwner === true)
  const time = writtenTime(reader.nowMs, { ...reader, timeZone: person.timeZone })
  return (
    <LinedItem
      mark={<PersonMark id={person.id} people={people} />}
      aside={
        isMe ? (
          <Button size="s" onClick={() => setIsEditing(true)}>
            {text('people.edit-mine')}
          </Button>
        ) : undefined
      }
    >
      <Row gap={2} wrap align="baseline">
        <b>{person.name}</b>
        {isMe && <Pill>{text('people.you')}</Pill>}
        {person.isOwner && <Pill>{text('people.owner')}</Pill>}
      </Row>
      <Note>
        {person.awayUntil !== null && isAway(person, reader.nowMs)
          ? text('people.away', { when: writtenDate(person.awayUntil, person, reader) })
          : text('people.there', { place: placeOf(person.timeZone), time, hours: workingTimeWords(person) })}
      </Note>
      <ul className={css.devices} aria-label={text('people.devices-of', { name: person.name })}>
        {person.devices
          .filter(({ isUnconfirmed }) => isUnconfirmed)
          .map((device) => (
            <li key={device.writer}>
              <Device library={library} person={person} device={device} canConfirm={canConfirm} />
            </li>
          ))}
      </ul>
      {isEditing && <ProfileDialog library={library} person={person} onClose={() => setIsEditing(false)} />}
    </LinedItem>
  )
}

interface DeviceProps {
  library: LibraryView
  person: PersonView
  device: DeviceView
  canConfirm: boolean
}

function Device({ library, person, device, canConfirm }: DeviceProps) {
  const perform = usePerform()
  const confirm = (): void => {
    void perform({
      library: library.id,
      request: { request: 'device.endorse', writer: device.writer, person: person.id },
      done: text('catch-up.device-confirmed', { device: device.name }),
    })
  }
  return (
    <Row gap={2} wrap align="baseline">
      <Note tone={3} inline>
        {device.name}
      </Note>
      {device.isUnconfirmed && <Pill tone={canConfirm ? 'ask' : 'neutral'}>{text('people.unconfirmed')}</Pill>}
      {device.isUnconfirmed && canConfirm && (
        <Button size="s" onClick={confirm}>
          {text('people.confirm', { name: person.name })}
        </Button>
      )}
    </Row>
  )
}
