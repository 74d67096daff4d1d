import { memo, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { type Chapter, cuesByChapter } from '../../../domain/captions/chapters.ts'
import type { Cue } from '../../../domain/captions/cues.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { cueNow, type Playback } from '../../playback/playback.ts'
import { Heading } from '../../ui/heading.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { BlockerNote } from './blocker-note.tsx'
import { answersOf, questionTitles, type WatchPlace } from './watch-place.ts'
import css from './words.module.css'

interface WordsTabProps {
  place: WatchPlace
  playback: Playback
  chapters: readonly Chapter[]
  cues: readonly Cue[] | null
}

/** What is said, question by question, beside the video: it follows, and leads to its second. */
export function WordsTab({ place, playback, chapters, cues }: WordsTabProps) {
  const said = useMemo(() => (cues === null ? null : cuesByChapter(chapters, cues)), [chapters, cues])
  if (said === null) return <WrittenAnswers place={place} playback={playback} />
  return (
    <div className={css.column}>
      {said.map(({ chapter, cues: said }) => (
        <section key={chapter.startMs} className={css.group}>
          <ChapterHeading place={place} playback={playback} chapter={chapter} />
          <Transcript playback={playback} cues={said} follows />
        </section>
      ))}
    </div>
  )
}

function ChapterHeading({ place, playback, chapter }: { place: WatchPlace; playback: Playback; chapter: Chapter }) {
  const answer = answersOf(place.view).find(({ question }) => question === chapter.id)
  if (chapter.title === null) return null
  return (
    <>
      <QuestionHeading onSeek={() => playback.seek(chapter.startMs)}>{chapter.title}</QuestionHeading>
      {answer?.isBlocker === true && <BlockerNote place={place} answer={answer} />}
    </>
  )
}

function QuestionHeading({ onSeek, children }: { onSeek: (() => void) | null; children: ReactNode }) {
  return (
    <Heading level={2} look="label" className={css.question}>
      {onSeek === null ? (
        children
      ) : (
        <button type="button" onClick={onSeek}>
          {children}
        </button>
      )}
    </Heading>
  )
}

/** Cue under cue; the one being said is marked, and kept in sight where the column follows. */
export function Transcript({
  playback,
  cues,
  follows = false,
}: {
  playback: Playback
  cues: readonly Cue[]
  follows?: boolean
}) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => followCues({ playback, cues, list: list.current, follows }), [playback, cues, follows])
  return (
    <ul ref={list} className={css.cues}>
      <CueRows playback={playback} cues={cues} />
    </ul>
  )
}

/** Thousands of cues are drawn once: which one is being said is marked on the rows that stand. */
const CueRows = memo(function CueRows({ playback, cues }: { playback: Playback; cues: readonly Cue[] }) {
  return cues.map((cue) => (
    <li key={`${cue.startMs}-${cue.endMs}-${cue.text}`}>
      <button type="button" className={css.cue} onClick={() => playback.seek(cue.startMs)}>
        <span className={css.time}>{writtenLength(cue.startMs)}</span> {cue.text}
      </button>
    </li>
  ))
})

/** Marks the cue that is being said, and keeps it in sight while it plays, until the returned function is called. */
function followCues({
  playback,
  cues,
  list,
  follows,
}: {
  playback: Playback
  cues: readonly Cue[]
  list: HTMLElement | null
  follows: boolean
}): () => void {
  let now: Cue | null = null
  let marked: Element | null = null
  const mark = (): void => {
    const state = playback.get()
    const next = cueNow(cues, state)
    if (next === now) return
    now = next
    marked?.removeAttribute('aria-current')
    marked = next === null ? null : (list?.children[cues.indexOf(next)]?.firstElementChild ?? null)
    marked?.setAttribute('aria-current', 'true')
    if (follows && state.isPlaying && marked instanceof HTMLElement) keepInSight(marked)
  }
  mark()
  const unsubscribe = playback.subscribe(mark)
  return () => {
    unsubscribe()
    marked?.removeAttribute('aria-current')
  }
}

/** Scrolls the column, and never the page: on a narrow window the video would be scrolled away. */
function keepInSight(cue: HTMLElement): void {
  const column = cue.closest('aside')
  if (column === null || getComputedStyle(column).overflowY === 'visible') return
  const [box, around] = [cue.getBoundingClientRect(), column.getBoundingClientRect()]
  const isInSight = box.top >= around.top + 48 && box.bottom <= around.bottom - 48
  if (!isInSight) column.scrollBy({ top: box.top - around.top - around.height / 3, behavior: 'smooth' })
}

/** The written answers, where there are no captions; a question with a chapter leads to its second. */
function WrittenAnswers({ place, playback }: { place: WatchPlace; playback: Playback }) {
  const { view, thread } = place
  const titles = questionTitles(thread)
  const about = view.kind === 'video' ? view.about : null
  const answers = answersOf(view).filter(({ text: words, startMs }) => words !== null || startMs !== null)
  if (answers.length === 0) {
    return about === null ? (
      <Note className={css.none}>{text('watch.no-words')}</Note>
    ) : (
      <Said className={css.none}>{about}</Said>
    )
  }
  return (
    <div className={css.column}>
      {answers.map((answer) => {
        const { question, startMs } = answer
        return (
          <section key={question} className={css.group}>
            <QuestionHeading onSeek={startMs === null ? null : () => playback.seek(startMs)}>
              {startMs !== null && <span className={css.time}>{writtenLength(startMs)}</span>}
              {titles.get(question)}
            </QuestionHeading>
            {answer.isBlocker && <BlockerNote place={place} answer={answer} />}
            {answer.text === null ? (
              <Note className={css.inset}>{text('watch.said-only')}</Note>
            ) : (
              <Said className={css.inset}>{answer.text}</Said>
            )}
          </section>
        )
      })}
    </div>
  )
}
