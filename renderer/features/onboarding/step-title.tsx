import { text } from '../../app/messages/text.ts'
import { writtenDay } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { Heading } from '../../ui/heading.tsx'
import { Note } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import css from './onboarding.module.css'
import type { PathStep } from './progress.ts'
import { aboutStep, titleOfStep } from './step-words.ts'
import type { PathPlace } from './use-path.ts'

/** Which path one is on, and how far along it. */
export function StepWhere({ place, pathStep }: { place: PathPlace; pathStep: PathStep }) {
  const { library, path, steps } = place
  return (
    <p className={css.where}>
      <a href={hrefOf({ screen: 'path', library: library.id, path: path.id })}>{path.title}</a>
      <span>
        {text('onboarding.step-of', {
          place: steps.findIndex(({ step }) => step.id === pathStep.step.id) + 1,
          count: steps.length,
        })}
      </span>
    </p>
  )
}

/** What the step is called, whose it is, and how long it takes. */
export function StepTitle({ place, pathStep }: { place: PathPlace; pathStep: PathStep }) {
  const { library, people, reader } = place
  const { item } = pathStep
  if (item === null) return null
  const when = writtenDay(item.editedAtMs ?? item.atMs, reader)
  const by = text(item.editedAtMs === null ? 'documents.by' : 'documents.by-edited', {
    ...{ name: shortNameOf(item.author, people), when },
  })
  return (
    <header className={css.titleLine}>
      <PersonMark id={item.author} people={people} size={32} />
      <div className={css.titleWords}>
        <Heading level={1} look={item.kind === 'document' ? 'title' : 'subtitle'}>
          {titleOfStep(pathStep)}
        </Heading>
        <Note>
          {by} · {aboutStep(pathStep, { me: library.me, reader })}
        </Note>
      </div>
    </header>
  )
}
