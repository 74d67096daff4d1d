import { type Ref, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { useDraft } from '../../app/use-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { TextAction, TextActions } from '../../ui/button.tsx'
import css from './comments.module.css'
import type { SentComment } from './comments.tsx'
import { type Playback, usePlayback } from './playback.ts'
import { WordsBox } from './words-box.tsx'

interface CommentBoxProps {
  library: string
  item: string
  /** Null where there is no video to have a second of. */
  timed: { playback: Playback; version: string } | null
  /** The version of the words, for a comment on the whole. */
  version: string
  onSent: (comment: SentComment) => void
  ref?: Ref<HTMLTextAreaElement> | undefined
}

/** Where one writes a comment: at the second one is at when one begins to write, or on the whole. */
export function CommentBox(props: CommentBoxProps) {
  return (
    <div className={css.newComment}>
      {props.timed === null ? <WholeBox {...props} /> : <TimedBox {...props} timed={props.timed} />}
    </div>
  )
}

function WholeBox({ library, item, version, onSent, ref }: CommentBoxProps) {
  const send = useSendComment({ library, item, onSent })
  const draft = useDraft(`comment:${library}:${item}`)
  return (
    <WordsBox
      ref={ref}
      label={text('watch.comment-whole')}
      sendLabel={text('watch.comment')}
      draft={draft}
      isQuiet
      onSend={(words) => send(words, { version, ms: null })}
    />
  )
}

function TimedBox({
  library,
  item,
  version,
  onSent,
  ref,
  timed,
}: CommentBoxProps & { timed: { playback: Playback; version: string } }) {
  const { playback } = timed
  const draft = useDraft(`comment:${library}:${item}`)
  const send = useSendComment({ library, item, onSent })
  const [isWhole, setWhole] = useState(false)
  /** The second at which one began to write; null while one does not. */
  const [heldMs, setHeldMs] = useState<number | null>(null)
  const liveSec = usePlayback(playback, ({ currentMs }) => Math.floor(currentMs / 1000))
  const ms = heldMs ?? liveSec * 1000
  const time = writtenLength(ms)
  const hold = (): void => {
    playback.pause()
    if (heldMs === null) setHeldMs(Math.round(playback.get().currentMs))
  }
  const onSend = async (words: string): Promise<boolean> => {
    const on = isWhole ? { version, ms: null } : { version: timed.version, ms: Math.round(ms) }
    const isTaken = await send(words, on)
    if (isTaken) setHeldMs(null)
    return isTaken
  }
  return (
    <WordsBox
      ref={ref}
      label={isWhole ? text('watch.comment-whole') : text('watch.comment-at', { time })}
      sendLabel={text('watch.comment')}
      draft={draft}
      isQuiet
      onFocus={hold}
      onLeave={(isEmpty) => {
        if (isEmpty) setHeldMs(null)
      }}
      onSend={onSend}
      aside={
        <TextActions>
          {isWhole ? text('watch.on-the-whole') : text('watch.at', { time })}
          <TextAction onClick={() => setWhole(!isWhole)}>
            {isWhole ? text('watch.make-at', { time }) : text('watch.make-whole')}
          </TextAction>
        </TextActions>
      }
    />
  )
}

function useSendComment({
  library,
  item,
  onSent,
}: {
  library: string
  item: string
  onSent: (comment: SentComment) => void
}): (words: string, at: { version: string; ms: number | null }) => Promise<boolean> {
  const perform = usePerform()
  return async (words, at) => {
    const request = { request: 'comment.write', on: { item, ...at }, text: words, answersAsk: null } as const
    const answer = await perform({ library, request })
    if (answer === null) return false
    onSent({ id: answer.id, words, ms: at.ms })
    return true
  }
}
