import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { Heading } from '../../ui/heading.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { progressOf } from './progress.ts'
import { titleOfStep } from './step-words.ts'
import type { PathPlace } from './use-path.ts'

/** Beside a path: how far I am, who sees what, and for its maker how many confirmed each step. */
export function PathMargin({ place }: { place: PathPlace }) {
  const { path, steps, people, isMine } = place
  const { doneMs, allMs, fraction } = progressOf(steps)
  const asking = steps.filter(({ step, confirmations }) => step.asksToConfirm || confirmations.length > 0)
  return (
    <Stack gap={6}>
      <Stack gap={2}>
        <Heading level={2} look="label">
          {text('onboarding.your-progress')}
        </Heading>
        <ProgressBar fraction={fraction} label={text('onboarding.your-progress')} />
        <Note>{progressWords({ doneMs, allMs, fraction })}</Note>
      </Stack>
      {isMine && asking.length > 0 && (
        <Stack gap={2}>
          <Heading level={2} look="label">
            {text('onboarding.confirmed')}
          </Heading>
          {asking.map((each) => (
            <Note key={each.step.id}>
              {text('onboarding.confirmed-count', { title: titleOfStep(each), count: each.confirmations.length })}
            </Note>
          ))}
        </Stack>
      )}
      {!isMine && (
        <Stack gap={2}>
          <Heading level={2} look="label">
            {text('onboarding.unclear')}
          </Heading>
          <Note>{text('onboarding.unclear-lead', { name: shortNameOf(path.author, people) })}</Note>
        </Stack>
      )}
      <Stack gap={2}>
        <Heading level={2} look="label">
          {text('onboarding.who-sees')}
        </Heading>
        <Note>{text('onboarding.who-sees-lead')}</Note>
      </Stack>
    </Stack>
  )
}

function progressWords({ doneMs, allMs, fraction }: { doneMs: number; allMs: number; fraction: number }): string {
  const all = roughLength(allMs)
  if (fraction >= 1) return text('onboarding.all-yours-alone', { all })
  if (fraction === 0) return text('onboarding.none-yours-alone', { all })
  return text('onboarding.yours-alone', { done: roughLength(doneMs), all })
}
