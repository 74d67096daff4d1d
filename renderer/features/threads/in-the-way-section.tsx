import { useMemo } from 'react'
import { text } from '../../app/messages/text.ts'
import { writtenDay } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { usePerform } from '../../app/use-perform.ts'
import { TextAction } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { LinedItem, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { FirstOf } from './first-of.tsx'
import css from './thread.module.css'
import type { ThreadPlace } from './thread-place.ts'
import { type InTheWay, inTheWay } from './thread-rows.ts'

/** What is in people's way, across people and cycles, until its author clears it. */
export function InTheWaySection({ place }: { place: ThreadPlace }) {
  const { open, reader } = place
  const found = useMemo(() => inTheWay(open, reader.nowMs), [open, reader.nowMs])
  return (
    <Section title={text('threads.in-the-way')}>
      {found.length === 0 && <Note className={css.none}>{text('threads.in-the-way-none')}</Note>}
      <FirstOf
        label={text('threads.in-the-way')}
        items={found}
        keyOf={({ update, answer }) => `${update.id}/${answer.question}`}
      >
        {(each) => (
          <LinedItem>
            <Blocker place={place} blocker={each} />
          </LinedItem>
        )}
      </FirstOf>
    </Section>
  )
}

function Blocker({ place, blocker }: { place: ThreadPlace; blocker: InTheWay }) {
  const { library, me, people, reader } = place
  const { update, answer } = blocker
  const perform = usePerform()
  const isCleared = answer.clearedAtMs !== null
  // A sentence's own full stop would stand before the comma.
  const words = (answer.text ?? '').replace(/\.\s*$/, '')
  const setCleared = (cleared: boolean): void => {
    void perform({ library, request: { request: 'blocker.clear', id: update.id, question: answer.question, cleared } })
  }
  const href = hrefOf({
    screen: 'watch',
    library,
    item: update.id,
    atMs: answer.startMs,
    isReading: true,
    isQueue: false,
  })
  const name = shortNameOf(update.author, people)
  return (
    <Row gap={3} align="baseline">
      <p className={css.blocker}>
        <a href={href} className={css.quietLink}>
          {isCleared ? <s>{words}</s> : words}
        </a>
        <Note inline size="m">
          {answer.clearedAtMs === null
            ? text('threads.in-the-way-since', { name, when: writtenDay(update.atMs, reader) })
            : text('threads.cleared-on', { when: writtenDay(answer.clearedAtMs, reader) })}
        </Note>
      </p>
      {update.author === me && (
        <TextAction onClick={() => setCleared(!isCleared)}>
          {text(isCleared ? 'threads.in-the-way-again' : 'threads.clear')}
        </TextAction>
      )}
    </Row>
  )
}
