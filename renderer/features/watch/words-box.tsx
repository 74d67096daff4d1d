import { type KeyboardEvent, type ReactNode, type Ref, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import type { Draft } from '../../app/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Shortcut } from '../../ui/kbd.tsx'
import { Row, Spacer, Stack } from '../../ui/row.tsx'
import css from './comments.module.css'

interface WordsBoxProps {
  /** Spoken name, and what stands in it while it is empty. */
  label: string
  sendLabel: string
  /** What is being written is kept here as one types. */
  draft?: Draft | undefined
  initial?: string | undefined
  /** The focus goes to it when it appears. */
  isFocused?: boolean | undefined
  onFocus?: (() => void) | undefined
  /** The focus left it. */
  onLeave?: ((isEmpty: boolean) => void) | undefined
  /** Answers whether it was taken; then the box is empty again. */
  onSend: (words: string) => Promise<boolean>
  /** Adds "Cancel", and closes by Escape. */
  onClose?: (() => void) | undefined
  /** Sending it is the main thing on the screen. */
  isMain?: boolean | undefined
  /** Small actions at the foot's left. */
  aside?: ReactNode
  /** The foot is shown only while there is something to send. */
  isQuiet?: boolean | undefined
  ref?: Ref<HTMLTextAreaElement> | undefined
}

/** A box for a few lines of one's own words. Mod+Enter sends. */
export function WordsBox(props: WordsBoxProps) {
  const { label, sendLabel, draft, initial = '', onSend, onClose } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const kept = typeof draft?.kept === 'string' ? draft.kept : initial
  const words = typed ?? kept
  const isEmpty = words.trim() === ''
  const change = (value: string): void => {
    setTyped(value)
    draft?.keep(value)
  }
  const send = async (): Promise<void> => {
    if (isEmpty || isSending) return
    setSending(true)
    const isTaken = await onSend(words.trim())
    setSending(false)
    if (!isTaken) return
    draft?.clear()
    setTyped('')
    onClose?.()
  }
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void send()
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      event.currentTarget.blur()
      onClose?.()
    }
  }
  return (
    <Stack gap={2} className={css.box}>
      <TextArea
        ref={props.isFocused === true ? focusOnce : props.ref}
        said={!isEmpty}
        rows={1}
        aria-label={label}
        placeholder={label}
        value={words}
        onValueChange={change}
        onKeyDown={onKey}
        onFocus={props.onFocus}
        onBlur={() => props.onLeave?.(isEmpty)}
      />
      {(!isEmpty || props.isQuiet !== true) && (
        <Row gap={2} wrap>
          <span className={css.boxAside}>{props.aside}</span>
          <Spacer />
          <Shortcut keys={['mod', 'enter']} />
          {onClose !== undefined && (
            <Button size="s" variant="ghost" onClick={onClose}>
              {text('common.cancel')}
            </Button>
          )}
          <Button
            size="s"
            variant={props.isMain === true ? 'primary' : 'outline'}
            onClick={() => void send()}
            disabled={isEmpty}
            {...(isSending ? { busy: text('common.saving') } : {})}
          >
            {sendLabel}
          </Button>
        </Row>
      )}
    </Stack>
  )
}

function focusOnce(element: HTMLTextAreaElement | null): void {
  element?.focus()
}
