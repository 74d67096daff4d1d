import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { TakeOnDisk } from '../../../domain/takes/on-disk.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { takesApi } from '../../capture/takes-api.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { LinedItem, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { cleanTakes, pinTake } from './recordings-api.ts'
import { factsOf, stateWords, titleOf } from './state-words.ts'

interface RecordingRowProps {
  take: TakeOnDisk
  /** Of what was published of it. */
  publishedTitle: string | null
}

/** One recording: what it is, what becomes of it, and what one can do with it. */
export function RecordingRow({ take, publishedTitle }: RecordingRowProps) {
  const reader = useReader()
  const sayFailure = useSayFailure()
  const [isRemoving, setRemoving] = useState(false)
  const title = titleOf(take, { publishedTitle, reader })
  const size = writtenSize(take.sizeBytes)
  const act = (work: Promise<unknown>): void => void work.catch(sayFailure)
  const review = (): void => goTo({ screen: 'review', take: take.take, replaces: take.publishedItem })
  const isDiscarded = take.status === 'discarded'
  return (
    <LinedItem
      align="center"
      aside={
        take.status === 'recording' ? undefined : (
          <Row gap={2}>
            {isDiscarded ? (
              <Button size="s" onClick={() => act(takesApi().restore(take.take))}>
                {text('recordings.bring-back')}
              </Button>
            ) : (
              take.mayGo !== 'empty' && (
                <Button size="s" onClick={review}>
                  {text(take.status === 'published' ? 'recordings.play' : 'recordings.review')}
                </Button>
              )
            )}
            <Menu
              trigger={<IconButton icon={Ellipsis} label={text('recordings.more', { title })} />}
              items={itemsFor(take, { act, review, remove: () => setRemoving(true) })}
            />
          </Row>
        )
      }
    >
      <p>{title}</p>
      <Note tabular>{factsOf(take, { publishedTitle, reader })}</Note>
      <Note>{stateWords(take)}</Note>
      {isRemoving && (
        <AskDialog
          isDanger
          title={text('recordings.remove-title')}
          description={text('recordings.remove-lead', { size })}
          verb={text('recordings.remove')}
          onClose={() => setRemoving(false)}
          onDo={() => {
            setRemoving(false)
            act(cleanTakes([take.take]))
          }}
        />
      )}
    </LinedItem>
  )
}

interface Acts {
  act: (work: Promise<unknown>) => void
  review: () => void
  remove: () => void
}

function itemsFor(take: TakeOnDisk, { act, review, remove }: Acts): MenuItem[] {
  const { take: id, status, publishedItem, library, isPinned, mayGo } = take
  const items: MenuItem[] = []
  if (status === 'published' && publishedItem !== null) {
    items.push({ label: text('recordings.publish-again'), onSelect: review })
    if (library !== null) {
      const place = { atMs: null, isReading: false, isQueue: false }
      items.push({
        label: text('recordings.see'),
        href: hrefOf({ screen: 'watch', library, item: publishedItem, ...place }),
      })
    }
  }
  items.push({
    label: text(isPinned ? 'recordings.unpin' : 'recordings.pin'),
    onSelect: () => act(pinTake(id, !isPinned)),
  })
  if (status === 'finished' || status === 'interrupted') {
    items.push('line', { label: text('recordings.discard'), onSelect: () => act(takesApi().discard(id)) })
  }
  if (mayGo !== null) items.push('line', { label: text('recordings.remove'), danger: true, onSelect: remove })
  return items
}
