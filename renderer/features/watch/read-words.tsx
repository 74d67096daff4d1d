import { useMemo } from 'react'
import { type Chapter, cuesByChapter } from '../../../domain/captions/chapters.ts'
import type { Cue } from '../../../domain/captions/cues.ts'
import { text } from '../../app/messages/text.ts'
import type { Playback } from '../../playback/playback.ts'
import { Heading } from '../../ui/heading.tsx'
import { Lead, Note, Said } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { BlockerNote } from './blocker-note.tsx'
import { answersOf, questionTitles, type WatchPlace } from './watch-place.ts'
import css from './words.module.css'
import { Transcript } from './words-tab.tsx'

interface ReadWordsProps {
  place: WatchPlace
  playback: Playback
  chapters: readonly Chapter[]
  cues: readonly Cue[] | null
}

/** What was written, question by question, as the main thing on the screen; what was said, word for word, on demand. */
export function ReadWords({ place, playback, chapters, cues }: ReadWordsProps) {
  const { view, thread, people } = place
  const said = useMemo(() => (cues === null ? [] : cuesByChapter(chapters, cues)), [chapters, cues])
  if (view.kind === 'update' && view.isNothing) {
    return <Lead className={css.reading}>{text('watch.nothing', { name: shortNameOf(view.author, people) })}</Lead>
  }
  const titles = questionTitles(thread)
  const answers = answersOf(view).filter(({ text: words, startMs }) => words !== null || startMs !== null)
  const answered = new Set(answers.map(({ question }) => question))
  const unasked = said.filter(({ chapter }) => !answered.has(chapter.id)).flatMap((each) => each.cues)
  return (
    <div className={css.reading}>
      {view.kind === 'video' && view.about !== null && <Said size="l">{view.about}</Said>}
      {answers.map((answer) => {
        const words = said.find(({ chapter }) => chapter.id === answer.question)?.cues ?? []
        return (
          <section key={answer.question} className={css.readGroup}>
            <Heading level={2} look="label">
              {titles.get(answer.question)}
            </Heading>
            {answer.isBlocker && <BlockerNote place={place} answer={answer} />}
            {answer.text === null ? (
              <Note>{text('watch.said-only')}</Note>
            ) : (
              <Said size="l" className={css.paragraphs}>
                {answer.text}
              </Said>
            )}
            <WordForWord playback={playback} cues={words} isOpen={answer.text === null} />
          </section>
        )
      })}
      <WordForWord playback={playback} cues={unasked} isOpen={answers.length === 0} />
    </div>
  )
}

function WordForWord({ playback, cues, isOpen }: { playback: Playback; cues: readonly Cue[]; isOpen: boolean }) {
  if (cues.length === 0) return null
  return (
    <details open={isOpen} className={css.details}>
      <summary>{text('watch.word-for-word')}</summary>
      <Transcript playback={playback} cues={cues} />
    </details>
  )
}
