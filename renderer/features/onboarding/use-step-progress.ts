import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { setPrivate } from '../../cache/private.ts'
import type { PathStep } from './progress.ts'
import { sentAcknowledgements } from './sent-acknowledgements.ts'
import type { PathPlace } from './use-path.ts'

export interface StepProgress {
  /** Keeps on this device alone that I have done the step as it is now, or that I have not. */
  mark: (isDone: boolean) => void
  /** Tells the others that I confirmed the step as it is now. */
  confirm: () => Promise<void>
}

/** What I can say about a step. */
export function useStepProgress(place: PathPlace, { step, item }: PathStep): StepProgress {
  const perform = usePerform()
  const { library, path } = place
  const mark = (isDone: boolean): void => {
    if (item === null) return
    void setPrivate({ [`done:${library.id}:${path.id}:${step.id}`]: isDone ? item.version : null })
  }
  const confirm = async (): Promise<void> => {
    if (item === null) return
    const said = { path: path.id, step: step.id, item: item.id, version: item.version }
    const request = { request: 'acknowledge', ...said } as const
    const answer = await perform({ library: library.id, request, done: text('onboarding.confirm-sent') })
    if (answer === null) return
    sentAcknowledgements.add({
      ...{ kind: 'acknowledgement', id: answer.id, atMs: Date.now(), person: library.me },
      ...said,
    })
    mark(true)
  }
  return { mark, confirm }
}
