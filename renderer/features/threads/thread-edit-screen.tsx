import { useMemo } from 'react'
import type { ThreadView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import { useDraft } from '../../app/use-draft.ts'
import { usePeople, useRecord } from '../../cache/queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Field } from '../../ui/field.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { Loading } from '../../ui/words.tsx'
import css from './thread-edit.module.css'
import { newThreadForm, threadFormFrom, threadFormOf } from './thread-form.ts'
import { ThreadFormFields } from './thread-form-fields.tsx'

interface ThreadEditScreenProps {
  library: string
  /** Null makes a new one. */
  thread: string | null
}

/** A thread made from the meeting it replaces, or one that is changed. */
export function ThreadEditScreen({ library, thread }: ThreadEditScreenProps) {
  const known = useRecord('thread', library, thread ?? '')
  if (thread !== null && known === undefined) return <Waiting />
  if (thread !== null && known === null) {
    return (
      <Page>
        <EmptyState title={text('threads.unknown')}>{text('threads.unknown-lead')}</EmptyState>
      </Page>
    )
  }
  return (
    <Page>
      <PageHeader
        above={known ? text('threads.edit-above') : text('threads.new-above')}
        title={known ? known.name : text('threads.new-title')}
      />
      {!known && <WhichLibrary library={library} />}
      <Editor key={library} library={library} thread={known ?? null} />
    </Page>
  )
}

function Editor({ library, thread }: { library: string; thread: ThreadView | null }) {
  const people = usePeople(library)
  const draft = useDraft(`thread-${library}-${thread?.id ?? 'new'}`)
  const standing = useMemo(() => {
    if (!people || draft.kept === undefined) return undefined
    const fresh = thread === null ? newThreadForm([...people.keys()]) : threadFormOf(thread)
    return threadFormFrom(draft.kept) ?? fresh
  }, [people, draft.kept, thread])
  if (!people || !standing) return <Loading>{text('common.loading')}</Loading>
  return (
    <ThreadFormFields
      library={library}
      thread={thread}
      people={[...people.values()].toSorted((a, b) => a.name.localeCompare(b.name))}
      initial={standing}
      draft={draft}
    />
  )
}

/** Where there are several libraries, which one the thread is for: everyone with its folder can read it. */
function WhichLibrary({ library }: { library: string }) {
  const libraries = useLive((live) => live.libraries) ?? []
  if (libraries.length < 2) return null
  return (
    <div className={css.form}>
      <Field label={text('threads.library')} hint={text('threads.library-hint')}>
        <Select
          options={libraries.map(({ id, name }) => ({ value: id, label: name }))}
          value={library}
          onValueChange={(chosen) => goTo({ screen: 'thread-edit', library: chosen, thread: null }, { replace: true })}
        />
      </Field>
    </div>
  )
}

function Waiting() {
  return (
    <Page>
      <Loading>{text('common.loading')}</Loading>
    </Page>
  )
}
