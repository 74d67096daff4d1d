import { X } from 'lucide-react'
import { Toast as RadixToast } from 'radix-ui'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { text } from '../app/messages/text.ts'
import { Button, IconButton } from './button.tsx'
import css from './toast.module.css'

export interface ToastContent {
  title: string
  detail?: string | undefined
  /** What can be done about it; it closes the toast. */
  action?: { label: string; onAct: () => void } | undefined
  /**
   * The moment, in epoch ms, after which the action is no longer possible. The seconds left are shown on it, and the
   * toast leaves then. Without it a toast leaves after eight seconds, and waits while it is hovered or focused.
   */
  untilMs?: number | undefined
}

interface Toasts {
  /** Shows a toast and answers its id. */
  show: (content: ToastContent) => string
  close: (id: string) => void
}

const ToastContext = createContext<Toasts | null>(null)

/** Shows and closes toasts; to be used inside a ToastRegion. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastContext)
  if (toasts === null) throw new Error('useToasts needs a ToastRegion around it')
  return toasts
}

/** The place at the lower right where toasts appear, around the whole app. F8 moves the focus there. */
export function ToastRegion({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly { id: string; content: ToastContent }[]>([])
  const toasts = useMemo<Toasts>(
    () => ({
      show: (content) => {
        const id = crypto.randomUUID()
        setShown((before) => [...before, { id, content }])
        return id
      },
      close: (id) => setShown((before) => before.filter((toast) => toast.id !== id)),
    }),
    [],
  )
  return (
    <ToastContext value={toasts}>
      <RadixToast.Provider swipeDirection="right" duration={8000}>
        {children}
        {shown.map(({ id, content }) => (
          <Toast key={id} content={content} onClose={() => toasts.close(id)} />
        ))}
        <RadixToast.Viewport className={css.region} label={text('common.notifications', { hotkey: 'F8' })} />
      </RadixToast.Provider>
    </ToastContext>
  )
}

function Toast({ content, onClose }: { content: ToastContent; onClose: () => void }) {
  const { title, detail, action, untilMs } = content
  return (
    <RadixToast.Root
      className={css.toast}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      {...(untilMs === undefined ? {} : { duration: Number.POSITIVE_INFINITY })}
    >
      <div className={css.words}>
        <RadixToast.Title className={css.title}>{title}</RadixToast.Title>
        {detail !== undefined && <RadixToast.Description className={css.detail}>{detail}</RadixToast.Description>}
      </div>
      {action && (
        <RadixToast.Action asChild altText={action.label}>
          <Button size="s" onClick={action.onAct}>
            {action.label}
            {untilMs !== undefined && <Countdown untilMs={untilMs} onPassed={onClose} />}
          </Button>
        </RadixToast.Action>
      )}
      <RadixToast.Close asChild>
        <IconButton icon={X} size="s" label={text('common.close')} />
      </RadixToast.Close>
    </RadixToast.Root>
  )
}

/** The seconds left, for the eye alone: read aloud each second they would drown everything else. */
function Countdown({ untilMs, onPassed }: { untilMs: number; onPassed: () => void }) {
  const [leftSec, setLeftSec] = useState(() => secondsUntil(untilMs))
  useEffect(() => {
    const timer = setInterval(() => setLeftSec(secondsUntil(untilMs)), 250)
    return () => clearInterval(timer)
  }, [untilMs])
  useEffect(() => {
    if (leftSec <= 0) onPassed()
  }, [leftSec, onPassed])
  return (
    <span className={css.countdown} aria-hidden="true">
      {text('when.seconds', { seconds: leftSec })}
    </span>
  )
}

const secondsUntil = (untilMs: number): number => Math.max(0, Math.ceil((untilMs - Date.now()) / 1000))
