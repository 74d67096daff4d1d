import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useDraft } from '../../app/use-draft.ts'
import { usePeople, useRecords } from '../../cache/queries.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Stack } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { type InvitationFields, invitationFieldsFrom, invitationText } from './invitation.ts'
import css from './people.module.css'
import { nameOf } from './person-mark.tsx'

/** A letter to a newcomer, to be copied and sent by any means. */
export function InviteScreen({ library }: { library: string }) {
  const view = useLive((live) => live.libraries?.find(({ id }) => id === library))
  const draft = useDraft(`invite-${library}`)
  if (!view) {
    return (
      <Page>
        <EmptyState title={text('people.no-library')}>{text('people.no-library-lead')}</EmptyState>
      </Page>
    )
  }
  return (
    <Page width="wide">
      <PageHeader title={text('people.invite-to', { library: view.name })} below={text('people.invite-lead')} />
      {draft.kept === undefined ? (
        <Loading>{text('common.loading')}</Loading>
      ) : (
        <Letter
          library={library}
          name={view.name}
          me={view.me}
          initial={invitationFieldsFrom(draft.kept)}
          onKeep={draft.keep}
        />
      )}
    </Page>
  )
}

interface LetterProps {
  library: string
  name: string
  me: string
  initial: InvitationFields
  onKeep: (fields: InvitationFields) => void
}

function Letter({ library, name, me, initial, onKeep }: LetterProps) {
  const people = usePeople(library)
  const paths = useRecords('path', library) ?? []
  const [fields, setFields] = useState(initial)
  const change = (patch: Partial<InvitationFields>): void => {
    const next = { ...fields, ...patch }
    setFields(next)
    onKeep(next)
  }
  const path = paths.find(({ view }) => view.id === fields.path)?.view.title ?? null
  const letter = invitationText({ library: name, fields, pathTitle: path, sender: nameOf(me, people) })
  return (
    <div className={css.invite}>
      <Stack gap={4}>
        <Field label={text('people.folder-link')} hint={text('people.folder-link-hint')}>
          <TextInput value={fields.folderLink} onValueChange={(folderLink) => change({ folderLink })} type="url" />
        </Field>
        <Field label={text('people.app-link')} hint={text('people.app-link-hint')}>
          <TextInput value={fields.appLink} onValueChange={(appLink) => change({ appLink })} type="url" />
        </Field>
        <Field label={text('people.begin-with')}>
          <Select
            options={[
              { value: 'none', label: text('people.begin-with-none') },
              ...paths.map(({ view }) => ({ value: view.id, label: view.title })),
            ]}
            value={path === null ? 'none' : fields.path}
            onValueChange={(chosen) => change({ path: chosen === 'none' ? '' : chosen })}
          />
        </Field>
        <Note>{text('people.invite-who')}</Note>
      </Stack>
      <Stack gap={4}>
        <section className={css.letter} aria-label={text('people.letter')}>
          {letter}
        </section>
        <CopyButton letter={letter} />
      </Stack>
    </div>
  )
}

function CopyButton({ letter }: { letter: string }) {
  const [copied, setCopied] = useState<string | null>(null)
  const [isRefused, setIsRefused] = useState(false)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(letter)
      setCopied(letter)
      setIsRefused(false)
    } catch {
      setIsRefused(true)
    }
  }
  return (
    <div>
      <Button variant="primary" icon={copied === letter ? Check : Copy} onClick={() => void copy()}>
        {text(copied === letter ? 'people.copied' : 'people.copy')}
      </Button>
      {isRefused && <Note>{text('people.copy-refused')}</Note>}
    </div>
  )
}
