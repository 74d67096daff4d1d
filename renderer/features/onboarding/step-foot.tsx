import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../../app/messages/text.ts'
import { writtenMoment } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { Button, LinkButton, TextAction, TextLink } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Note } from '../../ui/words.tsx'
import css from './onboarding.module.css'
import { nextStep, type PathStep, stepsBeside } from './progress.ts'
import { confirmedWords, titleOfStep } from './step-words.ts'
import type { PathPlace } from './use-path.ts'
import type { StepProgress } from './use-step-progress.ts'

interface StepFootProps {
  place: PathPlace
  pathStep: PathStep
  progress: StepProgress
}

/** Below a step: that it is done, or the word that makes it so, and the way on. */
export function StepFoot({ place, pathStep, progress }: StepFootProps) {
  const { library, people, reader } = place
  const { confirmations, item } = pathStep
  const others = confirmedWords(confirmations, {
    ...{ me: library.me, version: item?.version ?? null, people, reader },
    most: Number.POSITIVE_INFINITY,
  })
  return (
    <>
      <div className={css.foot}>
        {pathStep.step.asksToConfirm ? (
          <Confirming place={place} pathStep={pathStep} progress={progress} />
        ) : (
          <Doing place={place} pathStep={pathStep} progress={progress} />
        )}
      </div>
      {others !== null && <Note>{others}</Note>}
      <Beside place={place} pathStep={pathStep} />
    </>
  )
}

function Confirming({ place, pathStep, progress }: StepFootProps) {
  const { library, reader } = place
  const own = pathStep.confirmations.find(({ person }) => person === library.me)
  const when = own === undefined ? '' : writtenMoment(own.atMs, reader)
  if (own !== undefined && own.version === pathStep.item?.version) {
    return (
      <>
        <FootWords>{text('onboarding.confirmed-own', { when })}</FootWords>
        <GoOn place={place} pathStep={pathStep} />
      </>
    )
  }
  return (
    <>
      <Button variant="primary" icon={Check} onClick={() => void progress.confirm()}>
        {text('onboarding.confirm')}
      </Button>
      <FootWords>
        {own === undefined ? text('onboarding.confirm-lead') : text('onboarding.confirmed-earlier', { when })}
      </FootWords>
    </>
  )
}

function Doing({ place, pathStep, progress }: StepFootProps) {
  const { state, item } = pathStep
  if (state === 'done') {
    return (
      <>
        <FootWords>
          {text('onboarding.is-done')}{' '}
          <TextAction onClick={() => progress.mark(false)}>{text('onboarding.mark-undone')}</TextAction>
        </FootWords>
        <GoOn place={place} pathStep={pathStep} />
      </>
    )
  }
  const isRead = item !== null && (item.kind === 'document' || item.video === null)
  return (
    <>
      <Button variant={isRead ? 'primary' : 'outline'} icon={Check} onClick={() => progress.mark(true)}>
        {text(isRead ? 'onboarding.mark-read' : 'onboarding.mark-watched')} <Kbd>E</Kbd>
      </Button>
      <FootWords>{text(state === 'changed' ? 'onboarding.changed-lead' : 'onboarding.done-alone')}</FootWords>
    </>
  )
}

function FootWords({ children }: { children: ReactNode }) {
  return <p className={css.footWords}>{children}</p>
}

/** The way on from a step that is done: to the next one, or to what is still open. */
function GoOn({ place, pathStep }: { place: PathPlace; pathStep: PathStep }) {
  const { library, path, steps } = place
  const target = stepsBeside(steps, pathStep.step.id).after ?? nextStep(steps)
  if (target === null || target.step.id === pathStep.step.id) {
    return (
      <LinkButton variant="primary" href={hrefOf({ screen: 'path', library: library.id, path: path.id })}>
        {text('onboarding.to-path')}
      </LinkButton>
    )
  }
  return (
    <LinkButton
      variant="primary"
      href={hrefOf({ screen: 'step', library: library.id, path: path.id, step: target.step.id })}
    >
      {text('onboarding.next-step', { title: titleOfStep(target) })}
    </LinkButton>
  )
}

/** The steps before and after, for those who look around. */
function Beside({ place, pathStep }: { place: PathPlace; pathStep: PathStep }) {
  const { library, path, steps } = place
  const { before, after } = stepsBeside(steps, pathStep.step.id)
  const hrefOfStep = (each: PathStep): string =>
    hrefOf({ screen: 'step', library: library.id, path: path.id, step: each.step.id })
  return (
    <div className={css.beside}>
      {before === null ? (
        <span />
      ) : (
        <TextLink href={hrefOfStep(before)}>
          {text('onboarding.previous-step', { title: titleOfStep(before) })}
        </TextLink>
      )}
      {after !== null && pathStep.state !== 'done' && (
        <TextLink href={hrefOfStep(after)}>{text('onboarding.next-step', { title: titleOfStep(after) })}</TextLink>
      )}
    </div>
  )
}
