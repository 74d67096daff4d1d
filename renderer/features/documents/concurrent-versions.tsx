import type { DocumentView } from '../../../domain/views/records.ts'
import { revealInFolder } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Band } from '../../ui/band.tsx'
import { TextAction, TextActions } from '../../ui/button.tsx'
import { Note } from '../../ui/words.tsx'
import css from './documents.module.css'

/** Says that a document was written at two places at once; nothing where it was not. */
export function ConcurrentVersions({ library, view }: { library: string; view: DocumentView }) {
  const canReveal = useLive((live) => live.host?.abilities.includes('reveal') ?? false)
  const sayFailure = useSayFailure()
  const count = view.concurrentVersions.length
  if (count === 0) return null
  return (
    <div className={css.concurrent}>
      <Band
        actions={
          canReveal && (
            <TextActions>
              <TextAction onClick={() => void revealInFolder(library, view.id).catch(sayFailure)}>
                {text('documents.reveal')}
              </TextAction>
            </TextActions>
          )
        }
      >
        {text('documents.concurrent', { count })}
        <Note>{text('documents.concurrent-lead')}</Note>
      </Band>
    </div>
  )
}
