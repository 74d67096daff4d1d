import type { ReactNode, Ref } from 'react'
import type { Awaiting } from '../../../domain/catch-up/awaiting.ts'
import type { DecisionView, PersonView, ThreadView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { type Reader, writtenLength, writtenMoment } from '../../app/messages/when.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { TextAction, TextActions, TextLink } from '../../ui/button.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import { AwaitingAside } from './awaiting-aside.tsx'
import css from './catch-up.module.css'
import { placeOf, playPlaceOf, reasonsPlaceOf } from './places.ts'
import { ReplyBox } from './reply-box.tsx'
import { UpdateWords } from './update-words.tsx'

export interface RowContext {
  people: ReadonlyMap<string, PersonView>
  /** By `<library>/<thread>`. */
  threads: ReadonlyMap<string, ThreadView>
}

interface AwaitingRowProps extends RowContext {
  item: Awaiting
  isChosen: boolean
  isLater: boolean
  isReplying: boolean
  onReplying: (isReplying: boolean) => void
  onSeen: () => void
  /** Puts it off, or takes it up again. */
  onLater: () => void
  ref: Ref<HTMLElement>
}

/** One thing of others: who, where and when, their words, what they ask of me, and what I can do. */
export function AwaitingRow(props: AwaitingRowProps) {
  const { item, people, threads, isChosen, isReplying, onReplying, onSeen, ref } = props
  const reader = useReader()
  const name = shortNameOf(item.view.author, people)
  const where = whereOf({ item, threads, reader })
  const [ask = null] = item.kind === 'update' ? item.asksMe : []
  return (
    <LinedItem
      density="roomy"
      chosen={isChosen}
      mark={<PersonMark id={item.view.author} people={people} />}
      aside={<AwaitingAside item={item} name={name} />}
    >
      <article ref={ref} tabIndex={-1} className={css.row} aria-label={text('catch-up.row', { name, where })}>
        <p>
          <b>{name}</b>{' '}
          <Note inline size="m">
            {where}
          </Note>{' '}
          {item.view.editedAtMs !== null && (
            <Note inline tone={3}>
              {text('catch-up.edited')}
            </Note>
          )}
        </p>
        <Words item={item} threads={threads} />
        <RowActions {...props} name={name} />
        {isReplying && (
          <ReplyBox
            library={item.library}
            on={replyPlaceOf(item)}
            ask={ask}
            name={name}
            onClose={() => onReplying(false)}
            onSent={onSeen}
          />
        )}
      </article>
    </LinedItem>
  )
}

function Words({ item, threads }: { item: Awaiting; threads: RowContext['threads'] }): ReactNode {
  switch (item.kind) {
    case 'update':
      return (
        <UpdateWords
          update={item.view}
          asksMe={item.asksMe}
          thread={threads.get(`${item.library}/${item.view.thread}`)}
          href={hrefOf(placeOf(item))}
        />
      )
    case 'decision':
      return <Said className={css.words}>{item.view.title}</Said>
    case 'comment':
      return <Said className={css.words}>{item.view.text}</Said>
  }
}

function RowActions(props: AwaitingRowProps & { name: string }) {
  const { item, isLater, isReplying, onReplying, onSeen, onLater, name } = props
  const isAsked = item.kind === 'update' && item.asksMe.length > 0
  const video = item.kind === 'update' && item.view.video?.isHere ? item.view.video : null
  return (
    <TextActions className={css.actions}>
      {item.kind === 'decision' ? (
        <ReasonsLink library={item.library} decision={item.view} />
      ) : (
        <TextAction leading={isAsked} onClick={() => onReplying(!isReplying)} aria-expanded={isReplying}>
          {text(isAsked ? 'common.answer' : 'common.reply')}
        </TextAction>
      )}
      {video !== null && (
        <TextAction onClick={() => goTo(playPlaceOf(item))}>
          {text('catch-up.play-length', { length: writtenLength(video.durationMs) })}
        </TextAction>
      )}
      <TextLink href={hrefOf(placeOf(item))} aria-label={`${text('common.read')}, ${name}`}>
        {text(item.kind === 'comment' ? 'common.open' : 'common.read')}
      </TextLink>
      <TextAction onClick={onLater}>{text(isLater ? 'catch-up.take-up' : 'common.later')}</TextAction>
      <TextAction onClick={onSeen}>{text('common.seen')}</TextAction>
    </TextActions>
  )
}

/** Leads to the second at which the reasons are said; nothing where the decision names none. */
function ReasonsLink({ library, decision }: { library: string; decision: DecisionView }) {
  const place = reasonsPlaceOf(library, decision)
  if (place === null) return null
  return (
    <TextLink leading href={hrefOf(place)}>
      {text('catch-up.reasons-at', { time: writtenLength(place.atMs ?? 0) })}
    </TextLink>
  )
}

/** "in Payments, yesterday 17:40". */
function whereOf({
  item,
  threads,
  reader,
}: {
  item: Awaiting
  threads: RowContext['threads']
  reader: Reader
}): string {
  const when = writtenMoment(item.view.atMs, reader)
  if (item.kind === 'comment') {
    const { on, isOnMine } = item
    if (on === null) return text('catch-up.on-unknown', { when })
    return text(isOnMine ? 'catch-up.on-yours' : 'catch-up.on-theirs', { title: on.title, when })
  }
  const thread = threads.get(`${item.library}/${item.view.thread}`)?.name
  if (item.kind === 'decision') {
    return thread === undefined ? text('catch-up.decided', { when }) : text('catch-up.decided-in', { thread, when })
  }
  return thread === undefined ? text('catch-up.no-thread', { when }) : text('catch-up.in-thread', { thread, when })
}

/** What a reply is written on: a comment is answered where it stands. */
function replyPlaceOf(item: Awaiting) {
  return item.kind === 'comment' ? item.view.on : { item: item.view.id, version: null, ms: null }
}
