import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Moment } from '../../../domain/records/common.ts'
import type { AskView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { useDraft } from '../../app/use-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { setPrivate } from '../../cache/private.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Shortcut } from '../../ui/kbd.tsx'
import { Row } from '../../ui/row.tsx'
import css from './catch-up.module.css'

interface ReplyBoxProps {
  library: string
  on: Moment
  /** The ask that this answers; null for a comment. */
  ask: AskView | null
  /** To whom. */
  name: string
  onClose: () => void
  onSent?: (() => void) | undefined
}

/** A few lines to someone, right where their words stand; kept as a draft until they are sent. */
export function ReplyBox({ library, on, ask, name, onClose, onSent }: ReplyBoxProps) {
  const draft = useDraft(`reply-${on.item}${ask === null ? '' : `-${ask.id}`}`)
  if (draft.kept === undefined) return null
  const kept = typeof draft.kept === 'string' ? draft.kept : ''
  return (
    <Writing
      label={text(ask === null ? 'catch-up.your-reply' : 'catch-up.your-answer', { name })}
      kept={kept}
      onKeep={draft.keep}
      onClose={onClose}
      send={{ library, on, ask, onDone: draft.clear, onSent }}
    />
  )
}

interface WritingProps {
  label: string
  kept: string
  onKeep: (words: string) => void
  onClose: () => void
  send: Pick<ReplyBoxProps, 'library' | 'on' | 'ask' | 'onSent'> & { onDone: () => void }
}

function Writing({ label, kept, onKeep, onClose, send }: WritingProps) {
  const perform = usePerform()
  const area = useRef<HTMLTextAreaElement>(null)
  const [words, setWords] = useState(kept)
  const [isBusy, setIsBusy] = useState(false)
  useEffect(() => area.current?.focus(), [])
  const isEmpty = words.trim() === ''
  const submit = async (): Promise<void> => {
    if (isEmpty || isBusy) return
    setIsBusy(true)
    const { library, on, ask } = send
    const request = { request: 'comment.write', on, text: words.trim(), answersAsk: ask?.id ?? null } as const
    const answer = await perform({ library, request, done: text('catch-up.sent') })
    setIsBusy(false)
    if (answer === null) return
    if (ask !== null) await setPrivate({ [`answered:${library}:${on.item}:${ask.id}`]: answer.outboxId })
    send.onDone()
    onClose()
    send.onSent?.()
  }
  /** Back to the row that it stands in, from where the keys go on. */
  const leave = (): void => {
    area.current?.closest('article')?.focus()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') leave()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
  }
  return (
    <div className={css.reply}>
      <TextArea
        ref={area}
        said
        rows={2}
        aria-label={label}
        placeholder={label}
        value={words}
        onValueChange={(value) => {
          setWords(value)
          onKeep(value)
        }}
        onKeyDown={onKeyDown}
        maxLength={20_000}
      />
      <Row gap={2}>
        <Button
          size="s"
          onClick={() => void submit()}
          disabled={isEmpty}
          busy={isBusy ? text('catch-up.sending') : undefined}
        >
          {text('catch-up.send')} <Shortcut keys={['mod', 'enter']} />
        </Button>
        <Button size="s" variant="ghost" onClick={leave}>
          {text('common.cancel')}
        </Button>
      </Row>
    </div>
  )
}
