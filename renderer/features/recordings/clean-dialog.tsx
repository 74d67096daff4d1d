import { useState } from 'react'
import type { TakeOnDisk } from '../../../domain/takes/on-disk.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { useToasts } from '../../ui/toast.tsx'
import { Note } from '../../ui/words.tsx'
import { cleanTakes } from './recordings-api.ts'
import { titleOf } from './state-words.ts'
import { usePublishedTitles } from './use-published-titles.ts'

interface CleanDialogProps {
  takes: readonly TakeOnDisk[]
  onClose: () => void
}

/** What may go, with when it was made, how large it is and why; only what stays ticked is removed. */
export function CleanDialog({ takes, onClose }: CleanDialogProps) {
  const reader = useReader()
  const titles = usePublishedTitles()
  const toasts = useToasts()
  const sayFailure = useSayFailure()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const listed = takes.filter(({ mayGo }) => mayGo !== null)
  const going = listed.filter(({ take }) => !left.has(take))
  const size = writtenSize(going.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))
  const remove = async (): Promise<void> => {
    onClose()
    try {
      const { removed, freedBytes } = await cleanTakes(going.map(({ take }) => take))
      toasts.show({
        title: text('recordings.cleaned', { count: removed.length }),
        detail: text('recordings.cleaned-size', { size: writtenSize(freedBytes) }),
      })
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  const turn = (take: string, isGoing: boolean): void => {
    const next = new Set(left)
    if (isGoing) next.delete(take)
    else next.add(take)
    setLeft(next)
  }
  return (
    <AskDialog
      isDanger
      width="m"
      title={text('recordings.clean-title')}
      description={text(listed.length === 0 ? 'recordings.clean-none' : 'recordings.clean-lead')}
      verb={text('recordings.clean-do', { size })}
      isDisabled={going.length === 0}
      onClose={onClose}
      onDo={() => void remove()}
    >
      {listed.length > 0 && (
        <LinedList label={text('recordings.clean-list')}>
          {listed.map((each) => (
            <LinedItem key={each.take} aside={<Note tabular>{writtenSize(each.sizeBytes)}</Note>}>
              <Checkbox
                checked={!left.has(each.take)}
                onCheckedChange={(isGoing) => turn(each.take, isGoing)}
                label={titleOf(each, { publishedTitle: titles.get(each.publishedItem ?? '') ?? null, reader })}
                detail={text(`recordings.why-${each.mayGo ?? 'empty'}`)}
              />
            </LinedItem>
          ))}
        </LinedList>
      )}
    </AskDialog>
  )
}
