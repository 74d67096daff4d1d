import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { Heading } from '../../ui/heading.tsx'
import { StepMark } from '../../ui/step-mark.tsx'
import css from './onboarding.module.css'
import { titleOfStep } from './step-words.ts'
import type { PathPlace } from './use-path.ts'

/** The path beside one of its steps: what was done, where one is, what comes. */
export function StepOutline({ place, step }: { place: PathPlace; step: string }) {
  const { library, path, steps } = place
  return (
    <nav className={css.side} aria-label={text('onboarding.steps')}>
      {path.sections.map((section) => (
        <div key={section.id}>
          <Heading level={2} look="label">
            {section.title}
          </Heading>
          <ul className={css.outline}>
            {steps
              .filter((each) => each.section === section.id)
              .map((each) => (
                <li key={each.step.id}>
                  <a
                    href={hrefOf({ screen: 'step', library: library.id, path: path.id, step: each.step.id })}
                    aria-current={each.step.id === step ? 'step' : undefined}
                  >
                    <StepMark fraction={each.fraction} />
                    {titleOfStep(each)}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
