import { UserPlus } from 'lucide-react'
import type { LibraryView } from '../../../domain/views/library.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { usePeople } from '../../cache/queries.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { LongList } from '../../ui/virtual-list.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { DeviceBands } from './device-bands.tsx'
import css from './people.module.css'
import { PersonRow } from './person-row.tsx'
import { wantsSecondOwner } from './standing.ts'

/** Everyone in each library: where they are, when they work, and devices that wait to be confirmed. */
export function PeopleScreen() {
  const libraries = useLive((live) => live.libraries) ?? []
  const [only] = libraries
  return (
    <Page>
      <PageHeader
        title={text('people.title')}
        below={text('people.lead')}
        actions={
          libraries.length === 1 && only ? (
            <LinkButton variant="primary" icon={UserPlus} href={hrefOf({ screen: 'invite', library: only.id })}>
              {text('people.invite')}
            </LinkButton>
          ) : undefined
        }
      />
      {libraries.map((library) => (
        <Section
          key={library.id}
          title={library.name}
          actions={
            libraries.length > 1 && (
              <LinkButton size="s" href={hrefOf({ screen: 'invite', library: library.id })}>
                {text('people.invite')}
              </LinkButton>
            )
          }
        >
          <PeopleOf library={library} />
        </Section>
      ))}
    </Page>
  )
}

function PeopleOf({ library }: { library: LibraryView }) {
  const people = usePeople(library.id)
  if (!people) return <Loading>{text('common.loading')}</Loading>
  const sorted = [...people.values()].toSorted(
    (a, b) => Number(b.id === library.me) - Number(a.id === library.me) || a.name.localeCompare(b.name),
  )
  return (
    <>
      <DeviceBands library={library} people={people} />
      {wantsSecondOwner(library, people) && <Note className={css.lead}>{text('people.one-owner')}</Note>}
      <LongList
        label={text('people.of', { library: library.name })}
        items={sorted}
        keyOf={({ id }) => id}
        rowHeight={80}
      >
        {(person) => <PersonRow library={library} person={person} people={people} />}
      </LongList>
    </>
  )
}
