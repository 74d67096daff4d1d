import { type Ref, useState } from 'react'
import { type Reaction, reactionSchema } from '../../../domain/records/comment.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { useDraft } from '../../app/use-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { type Playback, usePlayback } from '../../playback/playback.ts'
import { TextAction, TextActions } from '../../ui/button.tsx'
import css from './comments.module.css'
import type { SentComment } from './comments.tsx'
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
  const react = (reaction: Reaction): void => {
    const atMs = Math.round(heldMs ?? playback.get().currentMs)
    void send(text(`watch.reaction-${reaction}`), { version: timed.version, ms: atMs }, reaction)
  }
  return (
    <>
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
      <TextActions className={css.reactions}>
        {reactionSchema.options.map((reaction) => (
          <TextAction key={reaction} onClick={() => react(reaction)}>
            {text(`watch.reaction-${reaction}`)}
          </TextAction>
        ))}
      </TextActions>
    </>
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
}): (words: string, at: { version: string; ms: number | null }, reaction?: Reaction) => Promise<boolean> {
  const perform = usePerform()
  return async (words, at, reaction) => {
    const request = { request: 'comment.write', on: { item, ...at }, text: words, answersAsk: null, reaction } as const
    const answer = await perform({ library, request })
    if (answer === null) return false
    onSent({ id: answer.id, words, ms: at.ms, reaction: reaction ?? null })
    return true
  }
}
