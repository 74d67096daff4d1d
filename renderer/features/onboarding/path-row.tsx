import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { StepMark } from '../../ui/step-mark.tsx'
import { Note } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import css from './onboarding.module.css'
import { type PathStep, progressOf } from './progress.ts'
import { usePath } from './use-path.ts'

/** One path in the list of paths, with my own progress. */
export function PathRow({ library, path }: { library: string; path: string }) {
  const place = usePath(library, path)
  if (!place) return null
  const { path: view, steps, people } = place
  const { doneMs, allMs, fraction } = progressOf(steps)
  const length = roughLength(allMs)
  const isDone = steps.length > 0 && steps.every(({ state }) => state === 'done' || state === 'away')
  return (
    <LinedItem
      align="center"
      mark={<StepMark fraction={isDone ? 1 : Math.min(fraction, 0.99)} />}
      aside={
        <span className={css.pathAside}>
          {fraction > 0 && !isDone && (
            <ProgressBar
              fraction={fraction}
              label={text('onboarding.progress-in', { title: view.title })}
              className={css.progress}
            />
          )}
          {standing({ steps, doneMs, length, fraction, isDone })}
        </span>
      }
    >
      <a href={hrefOf({ screen: 'path', library, path })} className={css.opening}>
        {view.title}
      </a>
      <Note>{text('onboarding.path-by', { name: shortNameOf(view.author, people), steps: steps.length, length })}</Note>
    </LinedItem>
  )
}

function standing(my: {
  steps: PathStep[]
  doneMs: number
  length: string
  fraction: number
  isDone: boolean
}): string {
  if (my.isDone) return text('onboarding.path-all-done')
  const changed = my.steps.filter(({ state }) => state === 'changed').length
  if (my.fraction >= 1 && changed > 0) return text('onboarding.path-changed', { count: changed })
  if (my.fraction === 0) return text('onboarding.path-not-begun')
  return text('onboarding.path-progress', { done: roughLength(my.doneMs), all: my.length })
}
