import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, SplitLayout } from '../../ui/page.tsx'
import { Loading } from '../../ui/words.tsx'
import css from './onboarding.module.css'
import { MissingPath } from './path-screen.tsx'
import { type PathStep, stepsBeside } from './progress.ts'
import { StepOutline } from './step-outline.tsx'
import { StepReading } from './step-reading.tsx'
import { StepWhere } from './step-title.tsx'
import { StepVideo } from './step-video.tsx'
import { titleOfStep } from './step-words.ts'
import { type PathPlace, usePath } from './use-path.ts'

/** One step of a path, to be watched or read, with the path beside it. */
export function StepScreen({ library, path, step }: { library: string; path: string; step: string }) {
  const place = usePath(library, path)
  if (place === undefined) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  if (place === null) return <MissingPath />
  const pathStep = place.steps.find((each) => each.step.id === step)
  return (
    <SplitLayout sideWidth={300} sideLabel={text('onboarding.steps')} side={<StepOutline place={place} step={step} />}>
      <Step place={place} pathStep={pathStep} />
    </SplitLayout>
  )
}

function Step({ place, pathStep }: { place: PathPlace; pathStep: PathStep | undefined }) {
  const settings = useLive((live) => live.settings)
  if (pathStep === undefined || pathStep.item === null) return <MissingStep place={place} pathStep={pathStep} />
  const { item } = pathStep
  if (item.kind === 'document') return <StepReading place={place} pathStep={pathStep} item={item} />
  const { video } = item
  if (item.kind === 'update' && video === null) return <StepReading place={place} pathStep={pathStep} item={item} />
  if (settings === null || video === null) return null
  return (
    <StepVideo key={video.version} place={place} pathStep={pathStep} item={item} video={video} settings={settings} />
  )
}

/** Said where a step's video or document has not arrived, or was withdrawn; what comes after can be taken. */
function MissingStep({ place, pathStep }: { place: PathPlace; pathStep: PathStep | undefined }) {
  const { library, path, steps } = place
  const after = pathStep === undefined ? null : stepsBeside(steps, pathStep.step.id).after
  return (
    <div className={css.main}>
      {pathStep && <StepWhere place={place} pathStep={pathStep} />}
      <EmptyState
        title={text('onboarding.missing-step')}
        actions={
          <>
            {after !== null && (
              <LinkButton
                variant="primary"
                href={hrefOf({ screen: 'step', library: library.id, path: path.id, step: after.step.id })}
              >
                {text('onboarding.next-step', { title: titleOfStep(after) })}
              </LinkButton>
            )}
            <LinkButton href={hrefOf({ screen: 'path', library: library.id, path: path.id })}>
              {text('onboarding.to-path')}
            </LinkButton>
          </>
        }
      >
        {text('onboarding.missing-step-lead')}
      </EmptyState>
    </div>
  )
}
