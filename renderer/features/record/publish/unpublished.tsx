import type { TakeView } from '../../../../domain/takes/view.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenMoment } from '../../../app/messages/when.ts'
import { goTo, hrefOf } from '../../../app/route.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import { useReader } from '../../../app/use-reader.ts'
import { usePrivateByPrefix } from '../../../cache/private.ts'
import { takesApi } from '../../../capture/takes-api.ts'
import { Button, TextAction, TextActions, TextLink } from '../../../ui/button.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { Note } from '../../../ui/words.tsx'
import css from '../record.module.css'
import { wordsOf } from './draft.ts'
import { GoOnRecording } from './go-on-recording.tsx'
import { draftsAmong, type NamedDraft, routeOfDraft } from './named-drafts.ts'
import { recordedWords } from './recorded-words.ts'
import { useAllTakes } from './use-all-takes.ts'

/** What was recorded or written and not published: to be gone on with, or put aside. */
export function Unpublished() {
  const kept = usePrivateByPrefix('draft:')
  const { takes, interrupted } = useAllTakes()
  const drafts = draftsAmong(kept ?? new Map()).filter(({ draft }) => draft.sent === null)
  // What was cut off is reviewed like what was finished; a recording that goes on in another window is left alone.
  const open = [
    ...interrupted,
    ...(takes ?? []).filter(({ status }) => status === 'finished' || status === 'discarded'),
  ]
  const written = drafts.filter(({ subject, draft }) => subject.kind !== 'take' && wordsOf(draft).length > 0)
  if (open.length + written.length === 0) return null
  return (
    <Popover
      label={text('record.unpublished')}
      trigger={
        <Button variant="ghost" size="s">
          {text('record.unpublished-count', { count: open.length + written.length })}
        </Button>
      }
    >
      <section className={css.unpublished} aria-labelledby="unpublished">
        <Heading level={2} look="label" id="unpublished">
          {text('record.unpublished')}
        </Heading>
        <ul className={css.unpublishedList}>
          {open.map((view) => (
            <TakeEntry
              key={view.take.id}
              view={view}
              draft={drafts.find(({ subject }) => subject.kind === 'take' && subject.take === view.take.id)}
            />
          ))}
          {written.map((draft) => (
            <li key={draft.name}>
              <TextLink leading href={hrefOf(routeOfDraft(draft))}>
                {wordsOf(draft.draft)[0]}
              </TextLink>
              <Note size="xs">{text('record.draft-words')}</Note>
            </li>
          ))}
        </ul>
      </section>
    </Popover>
  )
}

function TakeEntry({ view, draft }: { view: TakeView; draft: NamedDraft | undefined }) {
  const reader = useReader()
  const sayFailure = useSayFailure()
  const { id, madeAtMs } = view.take
  const act = (work: (take: string) => Promise<unknown>) => () => void work(id).catch(sayFailure)
  const title = draft && wordsOf(draft.draft)[0]
  const values = recordedWords(view, reader)
  if (view.status === 'discarded') {
    const until = writtenMoment(view.removedAtMs ?? madeAtMs, reader)
    return (
      <li>
        <Note>{text('record.put-aside', { ...values, until })}</Note>
        <TextActions>
          <TextAction onClick={act((take) => takesApi().restore(take))}>{text('record.bring-back')}</TextAction>
          <TextAction danger onClick={act((take) => takesApi().remove(take))}>
            {text('record.remove-now')}
          </TextAction>
        </TextActions>
      </li>
    )
  }
  return (
    <li>
      <TextAction leading onClick={() => goTo({ screen: 'review', take: id, replaces: draft?.draft.replaces ?? null })}>
        {title ?? text('record.recorded-at', values)}
      </TextAction>
      <TextActions>
        {title !== undefined && <Note inline>{text('record.recorded-at', values)}</Note>}
        {view.status !== 'finished' && <GoOnRecording take={view.take} />}
        <TextAction onClick={act((take) => takesApi().discard(take))}>{text('record.discard')}</TextAction>
      </TextActions>
    </li>
  )
}
