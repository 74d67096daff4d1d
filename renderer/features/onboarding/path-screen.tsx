import { Play } from 'lucide-react'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, PageHeader, Section, SplitLayout } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, LinedList, Row } from '../../ui/row.tsx'
import { StepMark } from '../../ui/step-mark.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { Disputes } from '../versions/disputes.tsx'
import { wasJustMade } from './just-made.ts'
import css from './onboarding.module.css'
import { PathActions } from './path-actions.tsx'
import { PathMargin } from './path-margin.tsx'
import { nextStep, type PathStep, progressOf } from './progress.ts'
import { aboutStep, asideOfStep, confirmedWords, leadOfPath, placeInStep, titleOfStep } from './step-words.ts'
import { type PathPlace, usePath } from './use-path.ts'

/** A path's sections and steps, and how far I am. */
export function PathScreen({ library, path }: { library: string; path: string }) {
  const place = usePath(library, path)
  if (place === undefined) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  if (place !== null) return <Path place={place} />
  if (!wasJustMade(path)) return <MissingPath />
  return (
    <Page>
      <Loading>{text('onboarding.path-awaited')}</Loading>
    </Page>
  )
}

/** Said where a path has not arrived, or was withdrawn. */
export function MissingPath() {
  return (
    <Page>
      <EmptyState
        title={text('onboarding.missing')}
        actions={<LinkButton href={hrefOf({ screen: 'onboarding' })}>{text('onboarding.title')}</LinkButton>}
      >
        {text('onboarding.missing-lead')}
      </EmptyState>
    </Page>
  )
}

function Path({ place }: { place: PathPlace }) {
  const { library, path, steps, people, isMine } = place
  const { allMs } = progressOf(steps)
  const next = nextStep(steps)
  return (
    <Page width="wide">
      <SplitLayout kind="margin" sideLabel={text('onboarding.your-progress')} side={<PathMargin place={place} />}>
        <PageHeader
          above={
            <a href={hrefOf({ screen: 'onboarding' })} className={css.opening}>
              {text('onboarding.title')}
            </a>
          }
          title={path.title}
          below={leadOfPath({ name: shortNameOf(path.author, people), isMine, allMs })}
          actions={<PathActions place={place} />}
        />
        <Disputes library={library.id} view={path} canKeep />
        {path.about !== null && path.about !== '' && <p className={css.pathAbout}>{path.about}</p>}
        {steps.length === 0 ? (
          <Note className={css.next}>{text('onboarding.no-steps')}</Note>
        ) : (
          <GoOn place={place} next={next} />
        )}
        {path.sections.map((section) => (
          <Section key={section.id} title={section.title}>
            <LinedList label={section.title}>
              {steps
                .filter((each) => each.section === section.id)
                .map((each) => (
                  <StepRow key={each.step.id} place={place} pathStep={each} isNext={each === next} />
                ))}
            </LinedList>
          </Section>
        ))}
      </SplitLayout>
    </Page>
  )
}

function GoOn({ place, next }: { place: PathPlace; next: PathStep | null }) {
  if (next === null) return <Note className={css.next}>{text('onboarding.all-done')}</Note>
  const title = titleOfStep(next)
  const hasBegun = place.steps.some(({ fraction }) => fraction > 0)
  const words =
    next.state === 'changed'
      ? text('onboarding.look-again', { title })
      : text(hasBegun ? 'onboarding.continue' : 'onboarding.begin', { title })
  const at = placeInStep(next)
  return (
    <Row gap={3} wrap className={css.next}>
      <LinkButton variant="primary" icon={Play} href={hrefOfStep(place, next)}>
        {words}
      </LinkButton>
      {at !== null && <Note inline>{at}</Note>}
    </Row>
  )
}

const hrefOfStep = ({ library, path }: PathPlace, { step }: PathStep): string =>
  hrefOf({ screen: 'step', library: library.id, path: path.id, step: step.id })

function StepRow({ place, pathStep, isNext }: { place: PathPlace; pathStep: PathStep; isNext: boolean }) {
  const { library, people, reader } = place
  const { state, fraction, confirmations, item } = pathStep
  const confirmed = confirmedWords(confirmations, { me: library.me, version: item?.version ?? null, people, reader })
  const aside = asideOfStep(pathStep)
  const title = titleOfStep(pathStep)
  return (
    <LinedItem
      align="center"
      mark={<StepMark fraction={fraction} />}
      aside={state === 'changed' ? <Pill>{aside}</Pill> : (aside ?? undefined)}
    >
      <a href={hrefOfStep(place, pathStep)} className={state === 'away' ? css.away : css.opening}>
        {isNext && state !== 'todo' ? <b>{title}</b> : title}
      </a>
      <Note>{aboutStep(pathStep, { me: library.me, reader })}</Note>
      {confirmed !== null && <Note>{confirmed}</Note>}
    </LinedItem>
  )
}
