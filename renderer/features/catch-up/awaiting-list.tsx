import { useMemo, useRef, useState } from 'react'
import { type Awaiting, lengthOf } from '../../../domain/catch-up/awaiting.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { goTo } from '../../app/route.ts'
import { TextAction } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Section } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { type ListHandle, LongList } from '../../ui/virtual-list.tsx'
import { Note } from '../../ui/words.tsx'
import { AwaitingRow, type RowContext } from './awaiting-row.tsx'
import css from './catch-up.module.css'
import { keyOfAwaiting, markLater, markSeen, markUnseen } from './mark.ts'
import { placeOf, playPlaceOf } from './places.ts'
import { useChosen } from './use-chosen.ts'
import { useListKeys } from './use-list-keys.ts'
import { type OlderAwaiting, useOlderAwaiting } from './use-older-awaiting.ts'

interface AwaitingListProps {
  awaiting: readonly Awaiting[]
  later: readonly Awaiting[]
  context: RowContext
}

/** How many rows are shown at first: a page that ends. */
const firstRows = 10

/** The rows of what awaits and of what was put off, with keys for all that can be done to them. */
export function AwaitingList({ awaiting, later, context }: AwaitingListProps) {
  const older = useOlderAwaiting()
  const list = useRef<ListHandle>(null)
  const [isWhole, setIsWhole] = useState(false)
  const [replying, setReplying] = useState<string | null>(null)
  const [seenHere, setSeenHere] = useState<string[]>([])
  const [shown, hidden] = useMemo(() => {
    const count = isWhole ? awaiting.length : firstRows
    return [awaiting.slice(0, count), awaiting.slice(count)]
  }, [awaiting, isWhole])
  const all = useMemo(() => [...shown, ...older.found, ...later], [shown, older.found, later])
  const chosen = useChosen(
    useMemo(() => all.map(keyOfAwaiting), [all]),
    list,
  )
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
          <LongList
            label={text('catch-up.list')}
            items={shown}
            keyOf={keyOfAwaiting}
            rowHeight={180}
            keptPlace={shown.findIndex((each) => keyOfAwaiting(each) === chosen.key)}
            handle={list}
          >
            {(each) => rowOf(each, false)}
          </LongList>
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
      {hidden.length === 0 && <OlderNote older={older} />}
      {older.found.length > 0 && (
        <Section title={text('catch-up.older')}>
          <LongList label={text('catch-up.older')} items={older.found} keyOf={keyOfAwaiting} rowHeight={180}>
            {(each) => rowOf(each, false)}
          </LongList>
        </Section>
      )}
      {later.length > 0 && (
        <Section title={text('catch-up.later')}>
          <LongList label={text('catch-up.later')} items={later} keyOf={keyOfAwaiting} rowHeight={180}>
            {(each) => rowOf(each, true)}
          </LongList>
        </Section>
      )}
    </>
  )
}

/** What is older than the page keeps is looked for when one asks for it. */
function OlderNote({ older: { state, look } }: { older: OlderAwaiting }) {
  if (state === 'none') return null
  return (
    <p role="status" className={css.older}>
      {state === 'offered' && <TextAction onClick={look}>{text('catch-up.look-older')}</TextAction>}
      {state === 'looking' && <Note inline>{text('catch-up.looking-older')}</Note>}
      {state === 'nothing' && <Note inline>{text('catch-up.none-older')}</Note>}
    </p>
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
