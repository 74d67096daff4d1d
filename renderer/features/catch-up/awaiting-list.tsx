import { useState } from 'react'
import { type Awaiting, lengthOf } from '../../../domain/catch-up/awaiting.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { goTo } from '../../app/route.ts'
import { TextAction } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Section } from '../../ui/page.tsx'
import { LinedList, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { AwaitingRow, type RowContext } from './awaiting-row.tsx'
import css from './catch-up.module.css'
import { keyOfAwaiting, markLater, markSeen, markUnseen } from './mark.ts'
import { placeOf, playPlaceOf } from './places.ts'
import { useChosen } from './use-chosen.ts'
import { useListKeys } from './use-list-keys.ts'

interface AwaitingListProps {
  awaiting: readonly Awaiting[]
  later: readonly Awaiting[]
  context: RowContext
}

/** How many rows are shown at first: a page that ends. */
const firstRows = 10

/** The rows of what awaits and of what was put off, with keys for all that can be done to them. */
export function AwaitingList({ awaiting, later, context }: AwaitingListProps) {
  const [isWhole, setIsWhole] = useState(false)
  const [replying, setReplying] = useState<string | null>(null)
  const [seenHere, setSeenHere] = useState<string[]>([])
  const shown = isWhole ? awaiting : awaiting.slice(0, firstRows)
  const hidden = awaiting.slice(shown.length)
  const all = [...shown, ...later]
  const chosen = useChosen(all.map(keyOfAwaiting))
  const item = all.find((each) => keyOfAwaiting(each) === chosen.key)

  const see = (seen: Awaiting): void => {
    const key = keyOfAwaiting(seen)
    chosen.leave(key)
    setSeenHere((before) => [...before, key])
    void markSeen(seen)
  }
  const putOff = (each: Awaiting): void => {
    chosen.leave(keyOfAwaiting(each))
    void markLater(each, !later.includes(each))
  }
  const bringBack = (): void => {
    const key = seenHere.at(-1)
    if (key === undefined) return
    setSeenHere(seenHere.slice(0, -1))
    void markUnseen(key)
  }
  const withItem = (act: (item: Awaiting) => void) => () => {
    if (item) act(item)
  }
  useListKeys({
    onNext: () => chosen.move(1),
    onPrevious: () => chosen.move(-1),
    onSeen: withItem(see),
    onReply: withItem((each) => setReplying(each.kind === 'decision' ? null : keyOfAwaiting(each))),
    onLater: withItem((each) => {
      putOff(each)
    }),
    onPlay: withItem((each) => goTo(playPlaceOf(each))),
    onOpen: withItem((each) => goTo(placeOf(each))),
    onBringBack: bringBack,
  })
  const rowOf = (each: Awaiting, isLater: boolean) => {
    const key = keyOfAwaiting(each)
    return (
      <AwaitingRow
        key={key}
        item={each}
        {...context}
        isChosen={key === chosen.key}
        isLater={isLater}
        isReplying={replying === key}
        onReplying={(isReplying) => setReplying(isReplying ? key : null)}
        onSeen={() => see(each)}
        onLater={() => putOff(each)}
        ref={chosen.refOf(key)}
      />
    )
  }
  return (
    <>
      {shown.length > 0 && (
        <div className={css.list}>
          <LinedList label={text('catch-up.list')}>{shown.map((each) => rowOf(each, false))}</LinedList>
        </div>
      )}
      <Row gap={2} wrap className={css.foot}>
        {hidden.length > 0 && (
          <TextAction leading onClick={() => setIsWhole(true)}>
            {text('catch-up.and-more', { count: hidden.length, length: roughLength(readMsOf(hidden)) })}
          </TextAction>
        )}
        {all.length > 0 && <KeyNotes />}
        {seenHere.length > 0 && (
          <TextAction onClick={bringBack}>
            {text('catch-up.bring-back')} <Kbd>U</Kbd>
          </TextAction>
        )}
      </Row>
      {later.length > 0 && (
        <Section title={text('catch-up.later')}>
          <LinedList label={text('catch-up.later')}>{later.map((each) => rowOf(each, true))}</LinedList>
        </Section>
      )}
    </>
  )
}

function KeyNotes() {
  return (
    <Note inline className={css.keyNotes}>
      <Kbd>J</Kbd> {text('catch-up.key-next')} <Kbd>E</Kbd> {text('catch-up.key-seen')} <Kbd>R</Kbd>{' '}
      {text('catch-up.key-reply')} <Kbd>L</Kbd> {text('catch-up.key-later')}
    </Note>
  )
}

function readMsOf(items: readonly Awaiting[]): number {
  return items.reduce((sum, item) => sum + lengthOf(item).readSec * 1000, 0)
}
