import { Captions } from 'lucide-react'
import { useRef, useState } from 'react'
import { parseCaptions } from '../../../../domain/captions/parse.ts'
import { writeWebVtt } from '../../../../domain/captions/webvtt.ts'
import type { FailureBody } from '../../../../domain/failure.ts'
import type { QuestionView } from '../../../../domain/views/records.ts'
import { text } from '../../../app/messages/text.ts'
import { Button, TextAction } from '../../../ui/button.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { Row } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import { CaptionsFileInput } from '../../captions/captions-file-input.tsx'
import type { UpdateDraft } from '../publish/draft.ts'
import { captionLanguage, fillFromCaptions, withoutCaptions } from './caption-words.ts'

interface CaptionsControlProps {
  draft: UpdateDraft
  change: (change: (draft: UpdateDraft) => UpdateDraft) => void
  questions: readonly QuestionView[]
  /** Counted from the start of the whole recording. */
  chapters: readonly { questionId: string; startMs: number }[]
}

/** Captions from a file: they are published with the video, and fill the answers that are still empty. */
export function CaptionsControl({ draft, change, questions, chapters }: CaptionsControlProps) {
  const input = useRef<HTMLInputElement>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const read = async (file: File): Promise<void> => {
    const { cues } = parseCaptions(await file.text())
    if (cues.length === 0) {
      setFailure({
        code: 'media-unreadable',
        message: text('review.captions-none'),
        remedy: text('review.captions-none-remedy'),
      })
      return
    }
    setFailure(null)
    const captions = {
      language: captionLanguage(file.name),
      fileName: file.name,
      vtt: writeWebVtt(cues),
      madeBy: 'person' as const,
    }
    change((before) => ({ ...fillFromCaptions(before, { cues, chapters, questions }), captions }))
  }
  return (
    <div>
      {draft.captions === null ? (
        <Button size="s" icon={Captions} onClick={() => input.current?.click()}>
          {text('review.add-captions')}
        </Button>
      ) : (
        <>
          <Row gap={3}>
            <Note>{text('review.captions', { name: draft.captions.fileName })}</Note>
            <TextAction onClick={() => change(withoutCaptions)}>{text('common.remove')}</TextAction>
          </Row>
          <Note tone={3}>{text('review.captions-filled')}</Note>
        </>
      )}
      <CaptionsFileInput ref={input} label={text('review.add-captions')} onFile={(file) => void read(file)} />
      {failure !== null && <ErrorNotice failure={failure} />}
    </div>
  )
}
