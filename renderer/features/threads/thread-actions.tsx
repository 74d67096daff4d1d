import { Ellipsis, Play } from 'lucide-react'
import type { Queue } from '../../../domain/catch-up/queue.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Button, IconButton, LinkButton } from '../../ui/button.tsx'
import { RecordIcon } from '../../ui/icons.ts'
import { Menu } from '../../ui/menu.tsx'
import { startQueue } from '../catch-up/start-queue.ts'
import type { ThreadPlace } from './thread-place.ts'
import { answerFor } from './thread-words.ts'

/** What can be done with a thread: play or read this cycle, answer it, change it. */
export function ThreadActions({ place }: { place: ThreadPlace }) {
  const { library, thread, cycle, me } = place
  const perform = usePerform()
  const mine = place.updates.find((update) => update.cycle === cycle.id && update.author === me)
  const others = place.updates
    .filter((update) => update.cycle === cycle.id && !update.isNothing)
    .toSorted((a, b) => a.atMs - b.atMs)
  const playable = others.filter(({ video }) => video?.isHere)
  const watchMs = playable.reduce((sum, { video }) => sum + (video?.durationMs ?? 0), 0)
  const queueOf = (mode: Queue['mode'], updates: typeof others): Queue => ({
    mode,
    items: updates.map(({ id }) => ({ library, item: id })),
  })
  const read = (): void => void startQueue(queueOf('read', others))
  const archive = (): void => {
    const request = { request: 'thread.archive', id: thread.id, isArchived: !thread.isArchived } as const
    const done = text(thread.isArchived ? 'threads.unarchived' : 'threads.archived', { thread: thread.name })
    void perform({ library, request, done })
  }
  const unit = cycle.unit
  return (
    <>
      {playable.length > 0 && (
        <Button icon={Play} onClick={() => void startQueue(queueOf('play', playable))}>
          {text('threads.play', { unit, length: roughLength(watchMs) })}
        </Button>
      )}
      {playable.length === 0 && others.length > 0 && <Button onClick={read}>{text('threads.read', { unit })}</Button>}
      {thread.isArchived || (mine !== undefined && unit !== 'always') ? null : (
        <LinkButton
          variant="primary"
          icon={RecordIcon}
          href={hrefOf({ screen: 'record', library, thread: thread.id, replaces: null })}
        >
          {answerFor(cycle)}
        </LinkButton>
      )}
      <Menu
        trigger={<IconButton icon={Ellipsis} label={text('threads.more')} />}
        items={[
          ...(playable.length > 0 ? [{ label: text('threads.read', { unit }), onSelect: read }] : []),
          ...(thread.isArchived
            ? []
            : [
                {
                  label: text('threads.write'),
                  href: hrefOf({ screen: 'write', library, thread: thread.id, item: null }),
                },
              ]),
          { label: text('threads.edit'), href: hrefOf({ screen: 'thread-edit', library, thread: thread.id }) },
          'line',
          { label: text(thread.isArchived ? 'threads.unarchive' : 'threads.archive'), onSelect: archive },
        ]}
      />
    </>
  )
}
