import { useState } from 'react'
import type { AskView, UpdateView } from '../../../domain/views/records.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'
import { writtenDay } from '../../app/messages/when.ts'
import { useDraft } from '../../app/use-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { setPrivate, usePrivate } from '../../cache/private.ts'
import { Band } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Stack } from '../../ui/row.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { askedOf } from '../threads/thread-words.ts'
import css from './comments.module.css'
import type { WatchPlace } from './watch-place.ts'
import { WordsBox } from './words-box.tsx'

/** What the update asks of people: mine in amber until I answer, others quietly, with their answers. */
export function Asks({ place }: { place: WatchPlace }) {
  const { view } = place
  if (view.kind !== 'update' || view.asks.length === 0) return null
  return (
    <Stack gap={2}>
      {view.asks.map((ask) => (
        <Ask key={ask.id} place={place} view={view} ask={ask} />
      ))}
    </Stack>
  )
}

function Ask({ place, view, ask }: { place: WatchPlace; view: UpdateView; ask: AskView }) {
  const { library, people, reader, comments } = place
  const [isAnswering, setAnswering] = useState(false)
  const onItsWay = usePrivate(`answered:${library.id}:${view.id}:${ask.id}`) ?? null
  const answer = comments.find(({ id }) => id === ask.answeredBy)
  const isOpen = ask.answeredBy === null && onItsWay === null
  const isMine = ask.to.includes(library.me)
  const whom = isOpen
    ? askedOf({ ask, askedAtMs: view.atMs, me: library.me, people, reader })
    : namesOf(ask.to, library.me, people)
  return (
    <Band
      tone={isMine && isOpen ? 'ask' : 'neutral'}
      mark={text(isOpen ? 'watch.asks' : 'watch.asked', { whom })}
      actions={
        isMine && isOpen && !isAnswering ? (
          <Button variant="primary" size="s" onClick={() => setAnswering(true)}>
            {text('common.answer')}
          </Button>
        ) : undefined
      }
    >
      {ask.text}
      {answer !== undefined && (
        <>
          <Note>
            {text('watch.ask-answered', {
              name: shortNameOf(answer.author, people),
              when: writtenDay(answer.atMs, reader),
            })}
          </Note>
          <Said>{answer.text}</Said>
        </>
      )}
      {ask.answeredBy === null && onItsWay !== null && <Note>{text('watch.ask-on-its-way')}</Note>}
      {isAnswering && isOpen && <AnswerBox place={place} ask={ask} onClose={() => setAnswering(false)} />}
    </Band>
  )
}

/** "you and Tomas". */
function namesOf(ids: readonly string[], me: string, people: WatchPlace['people']): string {
  const names = ids.map((id) => (id === me ? text('threads.you') : shortNameOf(id, people)))
  return new Intl.ListFormat(messagesLocale, { type: 'conjunction' }).format(names)
}

function AnswerBox({ place, ask, onClose }: { place: WatchPlace; ask: AskView; onClose: () => void }) {
  const { library, view } = place
  const perform = usePerform()
  const draft = useDraft(`answer:${library.id}:${view.id}:${ask.id}`)
  const send = async (words: string): Promise<boolean> => {
    const on = { item: view.id, version: view.version, ms: null }
    const request = { request: 'comment.write', on, text: words, answersAsk: ask.id } as const
    const answer = await perform({ library: library.id, request, done: text('watch.answer-sent') })
    if (answer === null) return false
    await setPrivate({ [`answered:${library.id}:${view.id}:${ask.id}`]: answer.outboxId })
    return true
  }
  return (
    <div className={css.answer}>
      <WordsBox
        label={text('watch.your-answer')}
        sendLabel={text('watch.send-answer')}
        draft={draft}
        isFocused
        isMain
        onSend={send}
        onClose={onClose}
      />
    </div>
  )
}
