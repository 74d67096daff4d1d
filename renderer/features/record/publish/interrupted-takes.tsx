import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import { useReader } from '../../../app/use-reader.ts'
import { takesApi } from '../../../capture/takes-api.ts'
import { Button, TextAction } from '../../../ui/button.tsx'
import { useToasts } from '../../../ui/toast.tsx'
import { GoOnRecording } from './go-on-recording.tsx'
import { NoticeCard } from './notice-card.tsx'
import { recordedWords } from './recorded-words.ts'
import { useAllTakes } from './use-all-takes.ts'

/** Recordings that were cut off, as by a crash, with what is safe of them. Nothing where there is none. */
export function InterruptedTakes() {
  const { interrupted, refresh } = useAllTakes()
  const reader = useReader()
  const toasts = useToasts()
  const sayFailure = useSayFailure()
  const discard = async (take: string): Promise<void> => {
    try {
      await takesApi().discard(take)
      await refresh()
      toasts.show({
        title: text('record.discarded'),
        detail: text('record.discarded-kept'),
        action: { label: text('common.undo'), onAct: () => void takesApi().restore(take).then(refresh, sayFailure) },
      })
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  return interrupted.map(({ take, durationMs }) => (
    <NoticeCard
      key={take.id}
      words={text('record.interrupted', recordedWords({ take, durationMs }, reader))}
      actions={
        <>
          <Button size="s" onClick={() => goTo({ screen: 'review', take: take.id, replaces: null })}>
            {text('record.review')}
          </Button>
          <GoOnRecording take={take} />
          <TextAction onClick={() => void discard(take.id)}>{text('record.discard')}</TextAction>
        </>
      }
    />
  ))
}
