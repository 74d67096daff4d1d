import { useRef, useState } from 'react'
import type { Cue } from '../../../domain/captions/cues.ts'
import { parseCaptions } from '../../../domain/captions/parse.ts'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'
import type { UpdateView, VideoItemView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { CaptionsFileInput } from './captions-file-input.tsx'
import { CueEditor, type FollowedVideo } from './cue-editor.tsx'
import { LanguageChoice } from './language-choice.tsx'

interface ItemCaptionsDialogProps {
  library: string
  view: UpdateView | VideoItemView
  video: FollowedVideo
  cues: readonly Cue[]
  language: string
  onClose: () => void
}

/** Puts captions of a published video right, or adds some; they are published beside it under one's own name. */
export function ItemCaptionsDialog({ library, view, video, cues, language, onClose }: ItemCaptionsDialogProps) {
  const perform = usePerform()
  const input = useRef<HTMLInputElement>(null)
  const [edited, setEdited] = useState<readonly Cue[]>(cues)
  const [spoken, setSpoken] = useState(language.split('-')[0] ?? 'en')
  const [edition, setEdition] = useState(0)
  const publish = async (): Promise<void> => {
    const request = { request: 'captions.add', id: view.id, language: spoken, madeBy: 'person' } as const
    const done = text('captions.item-published')
    if ((await perform({ library, request: { ...request, vtt: writeWebVtt(edited) }, done })) !== null) onClose()
  }
  const read = async (file: File): Promise<void> => {
    setEdited(parseCaptions(await file.text()).cues)
    setEdition((count) => count + 1)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      width="l"
      title={text('captions.item-title', { title: view.title })}
      description={text('captions.item-lead')}
      aside={
        <Button variant="ghost" onClick={() => input.current?.click()}>
          {text('captions.from-file')}
        </Button>
      }
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text('common.cancel')}
          </Button>
          <Button variant="primary" disabled={edited.length === 0} onClick={() => void publish()}>
            {text('captions.item-publish')}
          </Button>
        </>
      }
    >
      <Field label={text('captions.language')}>
        <LanguageChoice value={spoken} onValueChange={setSpoken} />
      </Field>
      <CueEditor
        key={edition}
        cues={edited}
        durationMs={view.video?.durationMs ?? 0}
        video={video}
        onChange={setEdited}
      />
      <CaptionsFileInput ref={input} label={text('captions.from-file')} onFile={(file) => void read(file)} />
    </Dialog>
  )
}
