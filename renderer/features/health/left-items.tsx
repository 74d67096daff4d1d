import { useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { LeftItemView } from '../../../domain/views/health.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'
import { fetchLeft, removeLeft } from './health-api.ts'
import { Part } from './part.tsx'

/** Files of deleted items whose device was closed: nobody else removes them, so whoever sees the list may. */
export function LeftItems({ library, n }: { library: string; n: number }) {
  const sayFailure = useSayFailure()
  const [items, setItems] = useState<LeftItemView[]>([])
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const [round, setRound] = useState(0)
  const [isAsking, setIsAsking] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the position says that the folder was read again
  useEffect(() => {
    let isCurrent = true
    fetchLeft(library).then(
      (found) => {
        if (isCurrent) setItems(found)
      },
      (thrown: unknown) => {
        if (isCurrent) setFailure(toFailure(thrown).body)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [library, n, round])
  const remove = async (): Promise<void> => {
    setIsAsking(false)
    await removeLeft(
      library,
      items.map(({ id }) => id),
    ).catch(sayFailure)
    setRound((count) => count + 1)
  }
  const size = writtenSize(items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
  return (
    <Part
      title={text('health.left')}
      none={items.length === 0 && failure === null ? text('health.nothing-left') : undefined}
      lead={items.length > 0 ? text('health.left-lead', { count: items.length, size }) : undefined}
    >
      {failure !== null && <ErrorNotice failure={failure} />}
      {items.length > 0 && (
        <Button size="s" onClick={() => setIsAsking(true)}>
          {text('health.left-remove')}
        </Button>
      )}
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        width="l"
        title={text('health.left-remove-title', { count: items.length })}
        description={text('health.left-remove-lead')}
        actions={
          <>
            <Button variant="ghost" onClick={() => setIsAsking(false)}>
              {text('common.cancel')}
            </Button>
            <Button variant="danger" onClick={() => void remove()}>
              {text('health.left-remove')}
            </Button>
          </>
        }
      >
        <LinedList label={text('health.left')}>
          {items.map(({ id, name, personName, sizeBytes }) => (
            <LinedItem key={id} aside={<Note tabular>{writtenSize(sizeBytes)}</Note>}>
              <p className={css.path}>{name}</p>
              <Note>{personName}</Note>
            </LinedItem>
          ))}
        </LinedList>
      </Dialog>
    </Part>
  )
}
