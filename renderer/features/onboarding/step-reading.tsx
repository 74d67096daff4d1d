import { useMemo, useRef } from 'react'
import type { DocumentView, UpdateView } from '../../../domain/views/records.ts'
import { goTo } from '../../app/route.ts'
import { useRecord } from '../../cache/queries.ts'
import { Answers } from '../../ui/answers.tsx'
import { DocumentWords } from '../documents/document-words.tsx'
import { questionTitles } from '../watch/watch-place.ts'
import css from './onboarding.module.css'
import { type PathStep, stepsBeside } from './progress.ts'
import { StepComments } from './step-comments.tsx'
import { StepFoot } from './step-foot.tsx'
import { StepTitle, StepWhere } from './step-title.tsx'
import type { PathPlace } from './use-path.ts'
import { useStepKeys } from './use-step-keys.ts'
import { useStepProgress } from './use-step-progress.ts'

interface StepReadingProps {
  place: PathPlace
  pathStep: PathStep
  item: DocumentView | UpdateView
}

/** A step that is read: a document, or an update without a video. */
export function StepReading({ place, pathStep, item }: StepReadingProps) {
  const { library, path, steps } = place
  const progress = useStepProgress(place, pathStep)
  const box = useRef<HTMLTextAreaElement>(null)
  const { before, after } = stepsBeside(steps, pathStep.step.id)
  const go = (target: PathStep | null) => (): void => {
    if (target !== null) goTo({ screen: 'step', library: library.id, path: path.id, step: target.step.id })
  }
  useStepKeys({
    onBefore: go(before),
    onNext: go(after),
    onDone: pathStep.step.asksToConfirm ? null : () => progress.mark(pathStep.state !== 'done'),
    onComment: () => box.current?.focus(),
  })
  return (
    <div className={css.main}>
      <StepWhere place={place} pathStep={pathStep} />
      <StepTitle place={place} pathStep={pathStep} />
      <div className={css.reading}>
        {item.kind === 'document' ? (
          <DocumentWords library={library.id} view={item} />
        ) : (
          <UpdateAnswers library={library.id} view={item} />
        )}
      </div>
      <StepFoot place={place} pathStep={pathStep} progress={progress} />
      <StepComments place={place} item={item} timed={null} msOf={() => null} box={box} />
    </div>
  )
}

function UpdateAnswers({ library, view }: { library: string; view: UpdateView }) {
  const thread = useRecord('thread', library, view.thread)
  const titles = useMemo(() => questionTitles(thread ?? null), [thread])
  const answers = view.answers.flatMap(({ question, text }) =>
    text === null || text === '' ? [] : [{ id: question, question: titles.get(question) ?? '', words: text }],
  )
  return <Answers answers={answers} />
}
