import { type RefObject, useEffect, useRef, useState } from 'react'
import type { OutboxEntryView } from '../../domain/views/library.ts'
import { publishNow } from '../api/library-api.ts'
import { usePrivateByPrefix } from '../cache/private.ts'
import { InterruptedTakes } from '../features/record/publish/interrupted-takes.tsx'
import { draftsAmong } from '../features/record/publish/named-drafts.ts'
import { NoticeCard } from '../features/record/publish/notice-card.tsx'
import { settleSent, undoSent } from '../features/record/publish/sent-drafts.ts'
import { Button, TextAction } from '../ui/button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { useToasts } from '../ui/toast.tsx'
import { isAnnounced, wasTakenBack } from './announced.ts'
import { useLive } from './live.ts'
import { text } from './messages/text.ts'
import { writtenLength } from './messages/when.ts'
import css from './outbox-notices.module.css'
import { noticesOf, type OutboxNotice } from './outbox-words.ts'
import { useSayFailure } from './use-perform.ts'
import { useRoute } from './use-route.ts'

/**
 * What waits to be published, at the lower right: the way back while there is one, how far a large file is, and what
 * cannot reach the folder. Recordings that were cut off are told here too. To be mounted once, inside a ToastRegion.
 */
export function OutboxNotices() {
  const outbox = useLive((live) => live.outbox)
  const nowMs = useSeconds(outbox.some(({ state }) => state === 'waiting'))
  const stack = useRef<HTMLElement>(null)
  useSettling(outbox)
  usePublishedWords(outbox)
  useHeightOf(stack)
  const { screen } = useRoute()
  const isBusyElsewhere = screen === 'review' || screen === 'record'
  return (
    <section ref={stack} className={css.stack} aria-label={text('review.notices')}>
      {!isBusyElsewhere && <InterruptedTakes />}
      {noticesOf({ outbox, nowMs, isTold: isAnnounced }).map((notice) => (
        <Notice key={notice.key} notice={notice} />
      ))}
    </section>
  )
}

function Notice({ notice }: { notice: OutboxNotice }) {
  switch (notice.kind) {
    case 'stuck':
      return <Stuck entries={notice.entries} failure={notice.failure} />
    case 'waiting':
      return <Waiting entry={notice.entry} leftSec={notice.leftSec} />
    case 'publishing':
      return (
        <NoticeCard words={text('review.bringing', { title: notice.entry.title })}>
          <ProgressBar fraction={notice.entry.fraction} label={notice.entry.title} />
        </NoticeCard>
      )
  }
}

function Waiting({ entry, leftSec }: { entry: OutboxEntryView; leftSec: number }) {
  const sayFailure = useSayFailure()
  const drafts = draftsAmong(usePrivateByPrefix('draft:') ?? new Map())
  return (
    <NoticeCard
      words={text('review.publishing-in', { left: writtenLength(leftSec * 1000) })}
      detail={entry.title}
      actions={
        <>
          <Button size="s" onClick={() => void undoSent(entry, drafts).catch(sayFailure)}>
            {text('common.undo')}
          </Button>
          <TextAction onClick={() => void publishNow(entry.id).catch(sayFailure)}>
            {text('review.publish-now')}
          </TextAction>
        </>
      }
    />
  )
}

function Stuck({ entries, failure }: Pick<Extract<OutboxNotice, { kind: 'stuck' }>, 'entries' | 'failure'>) {
  const sayFailure = useSayFailure()
  const tryNow = (): void => {
    for (const { id } of entries) void publishNow(id).catch(sayFailure)
  }
  return (
    <NoticeCard
      isUrgent
      words={failure.message}
      detail={[text('review.stuck-kept', { count: entries.length, title: entries[0]?.title ?? '' }), failure.remedy]
        .filter(Boolean)
        .join(' ')}
      actions={
        <Button size="s" onClick={tryNow}>
          {text('common.retry')}
        </Button>
      }
    />
  )
}

/** The present, second by second while something counts down. */
function useSeconds(isCounting: boolean): number {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    if (!isCounting) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 500)
    return () => clearInterval(timer)
  }, [isCounting])
  return nowMs
}

/** Lets go of drafts once they are published. */
function useSettling(outbox: readonly OutboxEntryView[]): void {
  const isKnown = useLive((live) => live.libraries !== null && live.isConnected)
  const kept = usePrivateByPrefix('draft:')
  useEffect(() => {
    if (!isKnown || kept === undefined) return
    const timer = setTimeout(() => void settleSent(draftsAmong(kept), { outbox, nowMs: Date.now() }), 1500)
    return () => clearTimeout(timer)
  }, [isKnown, kept, outbox])
}

/** Says quietly that something has reached the folder, where the way back was shown before. */
function usePublishedWords(outbox: readonly OutboxEntryView[]): void {
  const shown = useRef(new Map<string, OutboxEntryView>())
  const toasts = useToasts()
  useEffect(() => {
    const nowMs = Date.now()
    for (const entry of outbox) {
      const isCounted = entry.state === 'waiting' && entry.publishAtMs > nowMs && !isAnnounced(entry.id)
      if (isCounted || shown.current.has(entry.id)) shown.current.set(entry.id, entry)
    }
    for (const [id, entry] of shown.current) {
      if (outbox.some((other) => other.id === id)) continue
      shown.current.delete(id)
      if (!wasTakenBack(id)) toasts.show({ title: text('review.published', { title: entry.title }) })
    }
  }, [outbox, toasts])
}

/** Toasts stand above this stack, whatever its height. */
function useHeightOf(stack: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = stack.current
    if (!element) return
    const { style } = document.documentElement
    const observer = new ResizeObserver(() => {
      const { height } = element.getBoundingClientRect()
      style.setProperty('--notices-height', height === 0 ? '0px' : `${Math.ceil(height) + 10}px`)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      style.removeProperty('--notices-height')
    }
  }, [stack])
}
