import { useState } from 'react'
import { isAway } from '../../../domain/catch-up/owed.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { writtenTime } from '../../app/messages/when.ts'
import { useReader } from '../../app/use-reader.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { placeOf, writtenDate } from '../threads/thread-words.ts'
import { PersonMark } from './person-mark.tsx'
import { PersonMenu } from './person-menu.tsx'
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
  const isByOwner = !library.isUnconfirmed && people.get(library.me)?.isOwner === true
  const time = writtenTime(reader.nowMs, { ...reader, timeZone: person.timeZone })
  return (
    <LinedItem
      mark={<PersonMark id={person.id} people={people} />}
      aside={
        isMe || isByOwner ? (
          <Row gap={1}>
            {isMe && (
              <Button size="s" onClick={() => setIsEditing(true)}>
                {text('people.edit-mine')}
              </Button>
            )}
            <PersonMenu library={library} person={person} isByOwner={isByOwner} />
          </Row>
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
      {isEditing && <ProfileDialog library={library} person={person} onClose={() => setIsEditing(false)} />}
    </LinedItem>
  )
}
