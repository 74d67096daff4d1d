import { Check, Ellipsis } from 'lucide-react'
import { text } from '../../app/messages/text.ts'
import { lengthToTakeIn, writtenLength, writtenMoment } from '../../app/messages/when.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { type Playback, usePlayback } from '../../playback/playback.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Note } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import { useHiding } from '../people/use-hiding.ts'
import { useEditPublished } from '../recordings/use-edit-published.ts'
import { useSharing } from '../share/use-sharing.tsx'
import { Delivery } from './delivery.tsx'
import css from './watch.module.css'
import type { WatchPlace } from './watch-place.ts'

interface TitleBlockProps {
  place: WatchPlace
  playback: Playback
  isSeen: boolean
  /** In a queue, marking it leads on. */
  leadsOn: boolean
  onSeen: () => void
}

/** Whose it is, what it is called, how long it takes, and what can be done with it as a whole. */
export function TitleBlock({ place, playback, isSeen, leadsOn, onSeen }: TitleBlockProps) {
  const { library, view, people, isMine } = place
  return (
    <header className={css.title}>
      <PersonMark id={view.author} people={people} size={32} />
      <div className={css.titleWords}>
        <Heading level={1} look="subtitle">
          {view.title}
        </Heading>
        <Note>{byline(place)}</Note>
        {isMine && <Delivery library={library.id} item={view.id} version={view.version} />}
      </div>
      <div className={css.titleActions}>
        {(!isMine || leadsOn) && (
          <Button
            size="s"
            icon={isSeen && !leadsOn ? Check : undefined}
            aria-pressed={leadsOn ? undefined : isSeen}
            onClick={onSeen}
          >
            {text(leadsOn ? 'watch.seen-next' : isSeen ? 'watch.seen' : 'watch.mark-seen')} <Kbd>E</Kbd>
          </Button>
        )}
        <MoreMenu place={place} playback={playback} />
      </div>
    </header>
  )
}

function MoreMenu({ place, playback }: { place: WatchPlace; playback: Playback }) {
  const { view, library, thread, isMine } = place
  const { hide } = useHiding(library.id, view.id)
  const atSec = usePlayback(playback, ({ currentMs }) => Math.floor(currentMs / 1000))
  const sharing = useSharing({ library: library.id, view })
  const asked = view.kind === 'update' ? view.thread : null
  const editing = useEditPublished({ library: library.id, item: view.id, thread: asked })
  const decideFrom = (atMs: number | null): void =>
    goTo({ screen: 'decision-edit', library: library.id, decision: null, onItem: view.id, atMs })
  const decideAt = {
    label: text('watch.decide-at', { time: writtenLength(atSec * 1000) }),
    onSelect: () => decideFrom(Math.round(playback.get().currentMs)),
  }
  return (
    <>
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={text('watch.more')} />}
        items={[
          { label: text('watch.decide'), onSelect: () => decideFrom(null) },
          ...(view.video === null ? [] : [decideAt]),
          ...(isMine && view.video?.isHere === true
            ? [{ label: text('recordings.edit-published'), onSelect: editing.open }]
            : []),
          'line',
          ...sharing.items,
          ...(thread === null
            ? []
            : [
                'line' as const,
                {
                  label: thread.name,
                  href: hrefOf({ screen: 'thread', library: library.id, thread: thread.id, tab: 'now' }),
                },
              ]),
          ...(view.isHidden ? [] : hide),
        ]}
      />
      {sharing.dialog}
    </>
  )
}

/** "Mara, yesterday 17:40 · 2 min to watch, 40 s to read". */
function byline({ view, people, reader }: WatchPlace): string {
  const by = text('watch.by', { name: shortNameOf(view.author, people), when: writtenMoment(view.atMs, reader) })
  const watchMs = view.video?.durationMs ?? null
  const readMs = view.readSec > 0 ? view.readSec * 1000 : null
  const length = lengthToTakeIn({ watchMs, readMs })
  const cost =
    readMs === null && view.kind === 'update' && watchMs !== null ? text('watch.not-written-out', { length }) : length
  const edited = view.editedAtMs === null ? '' : text('watch.edited', { when: writtenMoment(view.editedAtMs, reader) })
  return [by, cost, edited].filter((part) => part !== '').join(' · ')
}
