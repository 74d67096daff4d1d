import { useState } from 'react'
import { revealInFolder } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength, writtenMoment, writtenSize } from '../../app/messages/when.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Stack } from '../../ui/row.tsx'
import { useEditPublished } from '../recordings/use-edit-published.ts'
import { MoveDialog } from './move-dialog.tsx'
import css from './watch.module.css'
import type { WatchPlace } from './watch-place.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'

/** The facts of what is shown, who can see it, and what its author can do with it. */
export function AboutTab({ place }: { place: WatchPlace }) {
  const { view, library, people, reader } = place
  const { video } = view
  const facts = [
    { name: text('watch.published'), value: writtenMoment(view.atMs, reader) },
    ...(view.editedAtMs === null
      ? []
      : [{ name: text('watch.changed'), value: writtenMoment(view.editedAtMs, reader) }]),
    ...(video === null
      ? []
      : [
          { name: text('watch.length'), value: writtenLength(video.durationMs) },
          { name: text('watch.size'), value: writtenSize(video.sizeBytes) },
          {
            name: text('watch.picture'),
            value: text('watch.picture-size', { width: video.width, height: video.height }),
          },
        ]),
    {
      name: text('watch.who'),
      value: text('watch.who-everyone', { library: library.name, count: people.size }),
    },
  ]
  return (
    <Stack gap={5}>
      <dl className={css.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <AboutActions place={place} />
    </Stack>
  )
}

function AboutActions({ place }: { place: WatchPlace }) {
  const canReveal = useLive((live) => live.host?.abilities.includes('reveal') ?? false)
  const sayFailure = useSayFailure()
  const { library, view, isMine } = place
  return (
    <Stack gap={2} className={css.aboutActions}>
      {isMine && view.kind === 'update' && <UpdateActions place={place} item={view.id} thread={view.thread} />}
      {isMine && view.video?.isHere === true && <EditVideo place={place} />}
      {canReveal && (
        <Button size="s" onClick={() => void revealInFolder(library.id, view.id).catch(sayFailure)}>
          {text('watch.reveal')}
        </Button>
      )}
      {isMine && <WithdrawAction place={place} />}
    </Stack>
  )
}

function EditVideo({ place: { library, view } }: { place: WatchPlace }) {
  const thread = view.kind === 'update' ? view.thread : null
  const { isOpening, open } = useEditPublished({ library: library.id, item: view.id, thread })
  return (
    <Button size="s" disabled={isOpening} onClick={open}>
      {text('recordings.edit-published')}
    </Button>
  )
}

function UpdateActions({ place, item, thread }: { place: WatchPlace; item: string; thread: string }) {
  const [isMoving, setMoving] = useState(false)
  const library = place.library.id
  return (
    <>
      <LinkButton size="s" href={hrefOf({ screen: 'write', library, thread, item })}>
        {text('watch.correct-words')}
      </LinkButton>
      <LinkButton size="s" href={hrefOf({ screen: 'record', library, thread, replaces: item })}>
        {text(place.view.video === null ? 'watch.add-video' : 'watch.replace-video')}
      </LinkButton>
      <Button size="s" onClick={() => setMoving(true)}>
        {text('watch.move')}
      </Button>
      {isMoving && <MoveDialog place={place} onClose={() => setMoving(false)} />}
    </>
  )
}

function WithdrawAction({ place }: { place: WatchPlace }) {
  const { library, view } = place
  const [isAsking, setAsking] = useState(false)
  const leave = (): void => {
    if (view.kind === 'update') goTo({ screen: 'thread', library: library.id, thread: view.thread, tab: 'now' })
    else goTo({ screen: 'catch-up' })
  }
  return (
    <>
      <Button size="s" variant="danger" onClick={() => setAsking(true)}>
        {text('watch.withdraw')}
      </Button>
      <WithdrawDialog
        library={library.id}
        id={view.id}
        title={text('watch.withdraw-title', { title: view.title })}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onWithdrawn={leave}
      />
    </>
  )
}
