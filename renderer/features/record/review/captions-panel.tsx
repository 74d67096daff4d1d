import { Captions, EllipsisVertical } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Cue } from '../../../../domain/captions/cues.ts'
import { parseCaptions } from '../../../../domain/captions/parse.ts'
import { writeSubRip } from '../../../../domain/captions/srt.ts'
import { writeWebVtt } from '../../../../domain/captions/webvtt.ts'
import type { FailureBody } from '../../../../domain/failure.ts'
import type { QuestionView } from '../../../../domain/views/records.ts'
import { makeTakeCaptions, removeTakeCaptions } from '../../../api/captions-api.ts'
import { cancelJob } from '../../../api/host-api.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { hrefOf } from '../../../app/route.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import { AskDialog } from '../../../ui/ask-dialog.tsx'
import { Button, IconButton, TextLink } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Field } from '../../../ui/field.tsx'
import { JobRow } from '../../../ui/job-row.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { Section } from '../../../ui/page.tsx'
import { Row, Stack } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import { CaptionsFileInput } from '../../captions/captions-file-input.tsx'
import { CueEditor, type FollowedVideo } from '../../captions/cue-editor.tsx'
import css from '../../captions/cues.module.css'
import { LanguageChoice } from '../../captions/language-choice.tsx'
import { saveAs } from '../../captions/save-as.ts'
import { ModelOnItsWay, SetUpCaptions } from '../../captions/set-up-captions.tsx'
import type { UpdateDraft } from '../publish/draft.ts'
import {
  captionLanguage,
  withCaptionLanguage,
  withCaptions,
  withCaptionsAskedAnew,
  withCorrectedCaptions,
  withoutCaptions,
} from './caption-words.ts'
import { useTakeCaptions } from './use-take-captions.ts'

interface CaptionsPanelProps {
  take: string
  draft: UpdateDraft
  change: (change: (draft: UpdateDraft) => UpdateDraft) => void
  /** In the recording's own time, before anything is cut. */
  playback: FollowedVideo
  durationMs: number
  questions: readonly QuestionView[]
  /** Counted from the start of the whole recording. */
  chapters: readonly { questionId: string; startMs: number }[]
}

/** What is said in a recording: written down by this device, brought in from a file, typed, and put right. */
export function CaptionsPanel(props: CaptionsPanelProps) {
  const { take, draft, change, playback, durationMs, questions, chapters } = props
  const sayFailure = useSayFailure()
  const input = useRef<HTMLInputElement>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const [isAsking, setAsking] = useState(false)
  /** Counts each time that other captions stand in the place of all of them. */
  const [edition, setEdition] = useState(0)
  const settings = useLive((live) => live.settings)
  const isSetUp = (settings?.captionsBy ?? 'nobody') !== 'nobody'
  const usual = settings?.captionsLanguage ?? ''
  /** What was chosen as the language to listen for, where it is not the usual one. */
  const [chosen, setChosen] = useState<string | null>(null)
  const renew = (): void => setEdition((count) => count + 1)
  const job = useTakeCaptions({ take, draft, change, questions, chapters, onArrived: renew })
  const isWriting = job?.state === 'queued' || job?.state === 'running'
  const { captions } = draft
  const spoken = chosen ?? captions?.language ?? usual
  const isAnew = isWriting && captions?.isAskedAnew === true

  const make = (language = spoken): void => {
    setFailure(null)
    setChosen(language)
    change(withCaptionsAskedAnew)
    void makeTakeCaptions(take, whisperLanguage(language)).catch(sayFailure)
  }
  /** What this device wrote is heard anew in another language; of what a person wrote only the name of it changes. */
  const chooseLanguage = (language: string): void => {
    if (isSetUp && captions?.madeBy === 'device') make(language)
    else change((before) => withCaptionLanguage(before, language))
  }
  const read = async (file: File): Promise<void> => {
    const { cues } = parseCaptions(await file.text())
    setFailure(cues.length === 0 ? noCaptions() : null)
    if (cues.length === 0) return
    const read = { language: captionLanguage(file.name), madeBy: 'person' as const, vtt: writeWebVtt(cues) }
    change((before) => withCaptions(before, { captions: read, questions, chapters, fileName: file.name }))
    renew()
  }
  const edit = (cues: readonly Cue[]): void =>
    change((before) => {
      const language = before.captions?.language ?? (usual || 'en')
      const corrected = { language, madeBy: 'person' as const, vtt: writeWebVtt(cues) }
      return withCorrectedCaptions(before, { captions: corrected, questions, chapters })
    })
  const remove = (): void => {
    change(withoutCaptions)
    void removeTakeCaptions(take).catch(sayFailure)
  }
  const save = (ending: 'vtt' | 'srt'): void => {
    if (captions === null) return
    const written = ending === 'vtt' ? captions.vtt : writeSubRip(parseCaptions(captions.vtt).cues)
    saveAs(`captions.${captions.language}.${ending}`, written)
  }
  return (
    <Section
      title={text('captions.title')}
      actions={
        captions !== null && (
          <Row gap={2}>
            <Note tone={3} className={css.by}>
              {text(`captions.by-${captions.madeBy === 'device' ? 'device' : 'person'}`)}
            </Note>
            <LanguageChoice
              size="s"
              isNarrow
              label={text('captions.language')}
              value={isAnew ? spoken : captions.language}
              canListen={isSetUp && captions.madeBy === 'device'}
              disabled={isWriting}
              onValueChange={chooseLanguage}
            />
            <Menu
              trigger={<IconButton size="s" icon={EllipsisVertical} label={text('captions.menu')} />}
              items={[
                { label: text('captions.from-file'), onSelect: () => input.current?.click() },
                { label: text('captions.save-vtt'), onSelect: () => save('vtt') },
                { label: text('captions.save-srt'), onSelect: () => save('srt') },
                'line',
                {
                  label: text('captions.make-again'),
                  disabled: !isSetUp || isWriting,
                  onSelect: () => {
                    setChosen(null)
                    setAsking(true)
                  },
                },
                { label: text('captions.remove'), danger: true, onSelect: remove },
              ]}
            />
          </Row>
        )
      }
    >
      {job !== undefined && (isWriting || (job.state === 'failed' && (captions === null || captions.isAskedAnew))) && (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} onRetry={() => make()} />
      )}
      {isAnew && <Note tone={3}>{text('captions.until-then')}</Note>}
      {captions === null && !isWriting && (
        <Stack gap={2}>
          <Note>{text('captions.none-yet')}</Note>
          <ModelOnItsWay />
          <Row gap={3} wrap>
            {!isSetUp && settings !== null && <SetUpCaptions settings={settings} size="s" />}
            {isSetUp && (
              <>
                <LanguageChoice
                  canListen
                  isNarrow
                  size="s"
                  label={text('captions.language')}
                  value={spoken}
                  onValueChange={setChosen}
                />
                <Button size="s" icon={Captions} onClick={() => make()}>
                  {text('captions.make')}
                </Button>
              </>
            )}
            <Button size="s" onClick={() => input.current?.click()}>
              {text('captions.from-file')}
            </Button>
            <Button size="s" onClick={() => edit([])}>
              {text('captions.type')}
            </Button>
            {!isSetUp && <TextLink href={hrefOf({ screen: 'settings' })}>{text('captions.other-ways')}</TextLink>}
          </Row>
        </Stack>
      )}
      {captions !== null && !isAnew && (
        <CueEditor
          key={edition}
          cues={parseCaptions(captions.vtt).cues}
          durationMs={durationMs}
          video={playback}
          onChange={edit}
        />
      )}
      <CaptionsFileInput ref={input} label={text('review.add-captions')} onFile={(file) => void read(file)} />
      {failure !== null && <ErrorNotice failure={failure} />}
      {isAsking && (
        <AskDialog
          title={text('captions.make-again-title')}
          description={text('captions.make-again-lead')}
          verb={text('captions.make-again')}
          onDo={() => {
            setAsking(false)
            make()
          }}
          onClose={() => setAsking(false)}
        >
          <Field label={text('captions.language')}>
            <LanguageChoice canListen value={spoken} onValueChange={setChosen} />
          </Field>
        </AskDialog>
      )}
    </Section>
  )
}

/** A language as whoever listens knows it, without a country. */
function whisperLanguage(language: string): string {
  return language.split('-')[0] ?? ''
}

function noCaptions(): FailureBody {
  return {
    code: 'media-unreadable',
    message: text('review.captions-none'),
    remedy: text('review.captions-none-remedy'),
  }
}
