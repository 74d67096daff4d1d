import { Captions } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import type { Cue } from '../../../domain/captions/cues.ts'
import type { CaptionsView, PersonView, UpdateView, VideoItemView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { Button, TextAction, TextActions } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { addCaptionsByDevice, addedWorks } from './added-work.ts'
import type { FollowedVideo } from './cue-editor.tsx'
import css from './cues.module.css'
import { ItemCaptionsDialog } from './item-captions-dialog.tsx'

interface ItemCaptionsProps {
  library: string
  view: UpdateView | VideoItemView
  people: ReadonlyMap<string, PersonView>
  /** The captions that are shown; null while there are none here. */
  shown: CaptionsView | null
  cues: readonly Cue[] | null
  video: FollowedVideo
}

/** Whose captions these are, and the ways to have some written or to put them right, whoever published the video. */
export function ItemCaptions({ library, view, people, shown, cues, video }: ItemCaptionsProps) {
  const [isEditing, setEditing] = useState(false)
  const isSetUp = useLive((live) => (live.settings?.captionsBy ?? 'nobody') !== 'nobody')
  const work = useSyncExternalStore(addedWorks.subscribe, addedWorks.get).get(view.id)
  if (view.video === null || !view.video.hasSound) return null
  const { isHere } = view.video
  const added = shown?.added
  const phase = work === undefined || work.phase === 'done' || work.phase === 'failed' ? null : work.phase
  const make = (): void => void addCaptionsByDevice(library, view, text('captions.item-job', { title: view.title }))
  return (
    <div className={css.item}>
      {added !== undefined && (
        <Note tone={3}>{text(`captions.item-by-${added.madeBy}`, { name: shortNameOf(added.by, people) })}</Note>
      )}
      {work !== undefined && phase !== null && (
        <>
          <Row gap={2}>
            <Note>
              <span role="status">{text(`captions.item-${phase}`)}</span>
            </Note>
            <TextAction onClick={work.cancel}>{text('common.cancel')}</TextAction>
          </Row>
          <ProgressBar fraction={work.fraction} label={text('captions.title')} />
        </>
      )}
      {work?.failure && <ErrorNotice failure={work.failure} />}
      {work?.phase === 'done' && cues === null && <Note>{text('captions.item-done')}</Note>}
      {cues === null && phase === null && work?.phase !== 'done' && (
        <>
          <Note>{text('captions.item-none')}</Note>
          {isSetUp && isHere && (
            <Button size="s" icon={Captions} onClick={make}>
              {text('captions.item-make')}
            </Button>
          )}
        </>
      )}
      {phase === null && (
        <TextActions>
          <TextAction onClick={() => setEditing(true)}>
            {text(cues === null ? 'captions.item-type' : 'captions.item-correct')}
          </TextAction>
        </TextActions>
      )}
      {isEditing && (
        <ItemCaptionsDialog
          {...{ library, view, video }}
          cues={cues ?? []}
          language={shown?.language ?? 'en'}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  )
}
