import { useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { writtenLength, writtenSize } from '../../app/messages/when.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FileDrop } from '../../ui/file-drop.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { titleOfFile } from './file-title.ts'
import { useImport, type VideoImport } from './use-import.ts'

interface ImportVideoDialogProps {
  library: string
  onAdd: (item: string, title: string) => void
  onClose: () => void
}

/** Brings a video file in as a step: it is compressed here while one gives it a title, then goes into the library. */
export function ImportVideoDialog({ library, onAdd, onClose }: ImportVideoDialogProps) {
  const bringing = useImport()
  const [title, setTitle] = useState('')
  const [isChecked, setChecked] = useState(false)
  const [isSending, setSending] = useState(false)
  const perform = usePerform()
  const { name, prepared } = bringing
  const add = async (): Promise<void> => {
    setChecked(true)
    if (prepared === null || title.trim() === '' || isSending) return
    setSending(true)
    const answer = await perform({
      library,
      request: {
        ...{ request: 'video.publish', title: title.trim(), about: '', captions: [] },
        video: { prepared: prepared.id },
      },
      done: text('onboarding.import-published', { title: title.trim() }),
    })
    setSending(false)
    if (answer === null) return
    onAdd(answer.id, title.trim())
    onClose()
  }
  const start = (file: File): void => {
    setTitle(titleOfFile(file.name))
    bringing.start(file)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return
        bringing.cancel()
        onClose()
      }}
      title={text('onboarding.import-title')}
      description={text('onboarding.import-lead')}
      actions={
        name !== null && (
          <Button
            variant="primary"
            onClick={() => void add()}
            disabled={prepared === null}
            {...(isSending ? { busy: text('common.saving') } : {})}
          >
            {text('onboarding.import-add')}
          </Button>
        )
      }
    >
      <Stack gap={4}>
        {bringing.failure !== null && <ErrorNotice failure={bringing.failure} />}
        {name === null ? (
          <FileDrop
            hint={text('onboarding.import-drop')}
            choose={text('onboarding.import-choose')}
            label={text('onboarding.import-file')}
            accept="video/*,.mkv,.mov,.webm"
            onChoose={start}
          />
        ) : (
          <Progress bringing={bringing} />
        )}
        {name !== null && (
          <Field
            label={text('onboarding.import-name')}
            error={isChecked && title.trim() === '' ? text('onboarding.import-name-missing') : undefined}
          >
            <TextInput value={title} maxLength={200} onValueChange={setTitle} />
          </Field>
        )}
      </Stack>
    </Dialog>
  )
}

function Progress({ bringing }: { bringing: VideoImport }) {
  const { name, handedOver, job, prepared, cancel } = bringing
  if (prepared !== null) {
    return (
      <Note size="m">
        {text('onboarding.import-ready', {
          length: writtenLength(prepared.durationMs),
          size: writtenSize(prepared.sizeBytes),
        })}
      </Note>
    )
  }
  if (job !== undefined) return <JobRow job={job} onCancel={cancel} />
  const handing = {
    title: text('onboarding.import-handing', { name: name ?? '' }),
    state: 'running',
    progress: { fraction: handedOver, step: text('onboarding.import-handing-step'), detail: '' },
  } as const
  return <JobRow job={handing} onCancel={cancel} />
}
