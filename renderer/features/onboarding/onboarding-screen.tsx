import type { LibraryView } from '../../../domain/views/library.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength, writtenDay } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePaged } from '../../cache/older.ts'
import { usePeople, useRecords } from '../../cache/queries.ts'
import { LinkButton, TextActions, TextLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { LongList } from '../../ui/virtual-list.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import css from './onboarding.module.css'
import { PathRow } from './path-row.tsx'

/** The paths and documents of every open library. */
export function OnboardingScreen() {
  const libraries = useLive((live) => live.libraries)
  const paths = useRecords('path', null)
  const documents = useRecords('document', null)
  if (!libraries || !paths || !documents) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  const [first] = libraries
  if (first !== undefined && paths.length === 0 && documents.length === 0) return <Empty library={first.id} />
  const isOnly = libraries.length === 1
  return (
    <Page>
      <PageHeader
        title={text('onboarding.title')}
        below={text('onboarding.lead')}
        actions={isOnly && first && <Beginnings library={first.id} />}
      />
      {libraries.map((library) => (
        <OfLibrary key={library.id} library={library} isOnly={isOnly} />
      ))}
    </Page>
  )
}

const newPath = (library: string): string => hrefOf({ screen: 'path-edit', library, path: null })
const newDocument = (library: string): string =>
  hrefOf({ screen: 'document-edit', library, document: null, path: null })

function Empty({ library }: { library: string }) {
  return (
    <Page>
      <EmptyState
        title={text('onboarding.empty')}
        actions={
          <>
            <LinkButton variant="primary" href={newPath(library)}>
              {text('onboarding.new-path')}
            </LinkButton>
            <LinkButton href={newDocument(library)}>{text('onboarding.write-document')}</LinkButton>
          </>
        }
      >
        {text('onboarding.empty-lead')}
      </EmptyState>
    </Page>
  )
}

function Beginnings({ library }: { library: string }) {
  return (
    <LinkButton variant="primary" href={newPath(library)}>
      {text('onboarding.new-path')}
    </LinkButton>
  )
}

function OfLibrary({ library, isOnly }: { library: LibraryView; isOnly: boolean }) {
  const paths = useRecords('path', library.id) ?? []
  return (
    <>
      <Section
        title={isOnly ? text('onboarding.paths') : library.name}
        actions={
          !isOnly && (
            <TextActions>
              <TextLink href={newPath(library.id)}>{text('onboarding.new-path')}</TextLink>
            </TextActions>
          )
        }
      >
        {paths.length === 0 ? (
          <Note>{text('onboarding.empty-lead')}</Note>
        ) : (
          <LongList
            label={text('onboarding.paths-of', { library: library.name })}
            items={paths}
            keyOf={({ view }) => view.id}
            rowHeight={72}
          >
            {({ view }) => <PathRow library={library.id} path={view.id} />}
          </LongList>
        )}
      </Section>
      <Documents library={library} />
    </>
  )
}

function Documents({ library }: { library: LibraryView }) {
  const paged = usePaged('document', { library: library.id, thread: null })
  const documents = paged?.records ?? []
  const people = usePeople(library.id)
  const reader = useReader()
  return (
    <Section
      title={text('onboarding.documents')}
      actions={
        <TextActions>
          <TextLink href={newDocument(library.id)}>{text('onboarding.new-document')}</TextLink>
        </TextActions>
      }
    >
      {documents.length === 0 ? (
        <Note>{text('onboarding.no-documents')}</Note>
      ) : (
        <LongList
          label={text('onboarding.documents-of', { library: library.name })}
          items={documents}
          keyOf={({ view }) => view.id}
          rowHeight={72}
          onEnd={paged?.hasOlder ? paged.loadOlder : undefined}
        >
          {({ view }) => (
            <LinedItem
              align="center"
              mark={<PersonMark id={view.author} people={people} size={20} />}
              aside={text('documents.read', { length: roughLength(view.readSec * 1000) })}
            >
              <a href={hrefOf({ screen: 'document', library: library.id, document: view.id })} className={css.opening}>
                {view.title}
              </a>
              <Note>
                {text('documents.by', {
                  name: shortNameOf(view.author, people),
                  when: writtenDay(view.editedAtMs ?? view.atMs, reader),
                })}
              </Note>
            </LinedItem>
          )}
        </LongList>
      )}
    </Section>
  )
}
