import { useMemo, useState } from 'react'
import type { Reaction } from '../../../domain/records/comment.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { CommentView, MomentView, PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { type Reader, writtenLength } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { usePerform } from '../../app/use-perform.ts'
import { TextAction, TextActions, TextLink } from '../../ui/button.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import css from './comments.module.css'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import { WordsBox } from './words-box.tsx'

/** What comments are written on, and by whom they are read. */
export interface CommentsOn {
  library: LibraryView
  people: ReadonlyMap<string, PersonView>
  reader: Reader
  comments: readonly CommentView[]
  /** Where a moment lies in what is shown; null where it has no second there. */
  msOf: (moment: MomentView) => number | null
  /** Whether that second was cut out since; left out where nothing is known of it. */
  isGone?: ((moment: MomentView) => boolean) | undefined
  onSeek: (ms: number) => void
}

/** A comment that was written here and has not come back from the folder yet. */
export interface SentComment {
  id: string
  words: string
  ms: number | null
  reaction: Reaction | null
}

/** The comments, and those on their way, one under the other. */
export function CommentList({ on, sent }: { on: CommentsOn; sent: readonly SentComment[] }) {
  const known = useMemo(() => new Set(on.comments.map(({ id }) => id)), [on.comments])
  const waiting = sent.filter(({ id }) => !known.has(id))
  return (
    <ul className={css.list} aria-label={text('watch.comments')}>
      {on.comments.map((comment) => (
        <Comment key={comment.id} on={on} comment={comment} />
      ))}
      {waiting.map(({ id, words, ms, reaction }) => (
        <li key={id} className={css.comment}>
          <PersonMark id={on.library.me} people={on.people} size={20} />
          <div className={css.body}>
            <p className={css.head}>
              <b>{shortNameOf(on.library.me, on.people)}</b>
              {ms !== null && <Note inline>{text('watch.at', { time: writtenLength(ms) })}</Note>}
              <Note inline tone={3}>
                {text('watch.on-its-way')}
              </Note>
            </p>
            <CommentWords words={words} reaction={reaction} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Comment({ on, comment }: { on: CommentsOn; comment: CommentView }) {
  const { library, people } = on
  const [isCorrecting, setCorrecting] = useState(false)
  const perform = usePerform()
  const correct = async (words: string): Promise<boolean> => {
    const request = { request: 'comment.correct', id: comment.id, text: words } as const
    return (await perform({ library: library.id, request })) !== null
  }
  return (
    <li className={css.comment}>
      <PersonMark id={comment.author} people={people} size={20} />
      <div className={css.body}>
        <p className={css.head}>
          <b>{shortNameOf(comment.author, people)}</b>
          <CommentMoment on={on} moment={comment.on} />
          {comment.answersAsk !== null && <Note inline>{text('watch.answers-ask')}</Note>}
          {comment.editedAtMs !== null && (
            <Note inline tone={3}>
              {text('watch.comment-corrected')}
            </Note>
          )}
        </p>
        {isCorrecting ? (
          <WordsBox
            label={text('watch.correct-comment')}
            sendLabel={text('common.save')}
            initial={comment.text ?? ''}
            isFocused
            onSend={correct}
            onClose={() => setCorrecting(false)}
          />
        ) : (
          <CommentWords words={comment.text} reaction={comment.reaction ?? null} />
        )}
        {!isCorrecting && <CommentActions on={on} comment={comment} onCorrect={() => setCorrecting(true)} />}
      </div>
    </li>
  )
}

function CommentWords({ words, reaction }: { words: string | null; reaction: Reaction | null }) {
  if (words === null) return <Note>{text('watch.comment-withdrawn')}</Note>
  if (reaction !== null) return <Note>{text(`watch.reaction-${reaction}`)}</Note>
  return <Said className={css.words}>{words}</Said>
}

function CommentMoment({ on, moment }: { on: CommentsOn; moment: MomentView }) {
  const ms = on.msOf(moment)
  if (ms !== null) {
    return (
      <>
        <button type="button" className={css.moment} onClick={() => on.onSeek(ms)}>
          {text('watch.at', { time: writtenLength(ms) })}
        </button>
        {on.isGone?.(moment) && (
          <Note inline tone={3}>
            {text('watch.moment-gone')}
          </Note>
        )}
      </>
    )
  }
  if (moment.ms === null) return null
  return <Note inline>{text('watch.in-earlier-version', { time: writtenLength(moment.ms) })}</Note>
}

function CommentActions({ on, comment, onCorrect }: { on: CommentsOn; comment: CommentView; onCorrect: () => void }) {
  const { library } = on
  const [isWithdrawing, setWithdrawing] = useState(false)
  const decide = hrefOf({
    screen: 'decision-edit',
    library: library.id,
    decision: null,
    onItem: comment.id,
    atMs: comment.on.ms,
  })
  return (
    <TextActions className={css.actions}>
      {comment.reaction === undefined && <TextLink href={decide}>{text('watch.decide')}</TextLink>}
      {comment.author === library.me && (
        <>
          {comment.reaction === undefined && <TextAction onClick={onCorrect}>{text('watch.correct')}</TextAction>}
          <TextAction onClick={() => setWithdrawing(true)}>{text('watch.withdraw')}</TextAction>
          <WithdrawDialog
            library={library.id}
            id={comment.id}
            title={text('watch.withdraw-comment-title')}
            isOpen={isWithdrawing}
            onClose={() => setWithdrawing(false)}
          />
        </>
      )}
    </TextActions>
  )
}
