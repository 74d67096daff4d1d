import { type FormEvent, useId, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { CreateLibrary } from '../../../domain/requests/requests.ts'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import { createLibrary } from '../../api/library-api.ts'
import { refreshLibraries } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, type Route } from '../../app/route.ts'
import { useTimeZone } from '../../app/use-reader.ts'
import { Button } from '../../ui/button.tsx'
import { RadioGroup } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Stack } from '../../ui/row.tsx'
import { FolderField } from './folder-field.tsx'
import { lastPartOf } from './folder-path.ts'
import { WhoFields } from './who-fields.tsx'

interface StartLibraryDialogProps {
  name: string
  onClose: () => void
}

type Purpose = CreateLibrary['purpose']

/** Makes a library in a folder of this device: where, what it is called, what for, and who I am in it. */
export function StartLibraryDialog({ name, onClose }: StartLibraryDialogProps) {
  const formId = useId()
  const zone = useTimeZone()
  const [dir, setDir] = useState('')
  const [libraryName, setLibraryName] = useState('')
  const [purpose, setPurpose] = useState<Purpose>('team')
  const [who, setWho] = useState({ name, timeZone: zone })
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const isWhole = dir.trim() !== '' && libraryName.trim() !== '' && who.name.trim() !== '' && isTimeZone(who.timeZone)

  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!isWhole || isBusy) return
    setIsBusy(true)
    setFailure(null)
    try {
      const person = { name: who.name.trim(), timeZone: who.timeZone }
      const made = await createLibrary({ dir: dir.trim(), name: libraryName.trim(), purpose, person })
      await refreshLibraries()
      onClose()
      goTo(firstPlaceOf(purpose, made.id))
    } catch (thrown) {
      setFailure(toFailure(thrown).body)
      setIsBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={text('first-run.start')}
      description={text('first-run.start-lead')}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text('common.cancel')}
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            disabled={!isWhole}
            busy={isBusy ? text('first-run.starting') : undefined}
          >
            {text('first-run.start')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void start(event)}>
        <Stack gap={4}>
          <FolderField
            label={text('first-run.folder')}
            hint={text('first-run.start-folder-hint')}
            value={dir}
            onValueChange={setDir}
            onChosen={(path) => {
              if (libraryName === '') setLibraryName(lastPartOf(path))
            }}
          />
          <Field label={text('first-run.library-name')}>
            <TextInput value={libraryName} onValueChange={setLibraryName} maxLength={120} />
          </Field>
          <Field label={text('first-run.purpose')}>
            <RadioGroup
              value={purpose}
              onValueChange={setPurpose}
              options={[
                { value: 'team', label: text('first-run.as-team'), detail: text('first-run.as-team-detail') },
                { value: 'status', label: text('first-run.as-status'), detail: text('first-run.as-status-detail') },
                {
                  value: 'onboarding',
                  label: text('first-run.as-onboarding'),
                  detail: text('first-run.as-onboarding-detail'),
                },
              ]}
            />
          </Field>
          <WhoFields who={who} onWhoChange={setWho} />
          {failure !== null && <ErrorNotice failure={failure} />}
        </Stack>
      </form>
    </Dialog>
  )
}

/** Where one goes on in a library that was just made: to the first thread, or to the paths. */
function firstPlaceOf(purpose: Purpose, library: string): Route {
  return purpose === 'onboarding' ? { screen: 'onboarding' } : { screen: 'thread-edit', library, thread: null }
}
