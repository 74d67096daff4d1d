import { type ReactNode, useEffect } from 'react'
import { Heading } from '../ui/heading.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import { ButtonSamples, MarkSamples, TextSamples } from './basics.tsx'
import { CatchUpSample, ThreadSample } from './compositions.tsx'
import css from './gallery.module.css'
import { ChoiceSamples, FieldSamples } from './inputs.tsx'
import { PathSample, ReviewSample } from './split-samples.tsx'
import { FloatingSamples, ReadingSamples, StateSamples } from './states.tsx'

/**
 * Every primitive in every state, light and dark side by side.
 * `?theme=light` or `?theme=dark` shows one theme over the whole page, `?contrast=more` with more contrast;
 * `?screen=catch-up`, `thread`, `path` and `review` show whole screens put together from the parts.
 */
export function Gallery({ address }: { address: URL }) {
  const theme = address.searchParams.get('theme')
  const contrast = address.searchParams.get('contrast')
  const screen = address.searchParams.get('screen')
  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme !== null) dataset.theme = theme
    if (contrast !== null) dataset.contrast = contrast
  }, [theme, contrast])

  if (screen === 'catch-up') return <CatchUpSample />
  if (screen === 'thread') return <ThreadSample />
  if (screen === 'path') return <PathSample />
  if (screen === 'review') return <ReviewSample />
  const themes = theme === null ? ['light', 'dark'] : [theme]
  return (
    <ToastRegion>
      <main className={css.page}>
        <Heading level={1}>The parts of Ownpace's screens</Heading>
        {samples.map(({ title, show }) => (
          <section key={title} className={css.part}>
            <Heading level={2}>{title}</Heading>
            <div className={css.themes}>
              {themes.map((each) => (
                <div key={each} className={css.theme} data-theme={each}>
                  {show()}
                </div>
              ))}
            </div>
          </section>
        ))}
      </main>
    </ToastRegion>
  )
}

const samples: readonly { title: string; show: () => ReactNode }[] = [
  { title: 'Words', show: () => <TextSamples /> },
  { title: 'Buttons and actions', show: () => <ButtonSamples /> },
  { title: 'Marks', show: () => <MarkSamples /> },
  { title: 'Fields', show: () => <FieldSamples /> },
  { title: 'Choices', show: () => <ChoiceSamples /> },
  { title: 'States', show: () => <StateSamples /> },
  { title: 'Reading', show: () => <ReadingSamples /> },
  { title: 'What floats', show: () => <FloatingSamples /> },
]
