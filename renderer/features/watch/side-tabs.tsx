import { useMemo, useState } from 'react'
import type { Chapter } from '../../../domain/captions/chapters.ts'
import type { Cue } from '../../../domain/captions/cues.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import type { Playback } from '../../playback/playback.ts'
import { TextAction, TextActions } from '../../ui/button.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { ItemCaptions } from '../captions/item-captions.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { AboutTab } from './about-tab.tsx'
import type { CommentsOn } from './comments.tsx'
import { captionsFor } from './use-captions.ts'
import css from './watch.module.css'
import type { WatchPlace } from './watch-place.ts'
import { WordsTab } from './words-tab.tsx'

interface SideTabsProps {
  place: WatchPlace
  playback: Playback
  chapters: readonly Chapter[]
  cues: readonly Cue[] | null
  commentsOn: CommentsOn
  isReading: boolean
  /** Null where there is nothing to watch. */
  onToggleReading: (() => void) | null
}

type Part = 'words' | 'comments' | 'about'

/** The narrow column: words that follow, comments by their second, and the facts. While one reads, the words are beside it. */
export function SideTabs({ place, isReading, onToggleReading, commentsOn, ...words }: SideTabsProps) {
  const [chosen, setChosen] = useState<Part>('words')
  const parts: Part[] = isReading ? ['comments', 'about'] : ['words', 'comments', 'about']
  const followed = useMemo(
    () => ({
      position: { get: () => words.playback.get().currentMs, subscribe: words.playback.subscribe },
      seek: words.playback.seek,
    }),
    [words.playback],
  )
  const shown = parts.includes(chosen) ? chosen : 'comments'
  return (
    <Tabs
      look="plain"
      tabs={parts.map((value) => ({ value, label: text(`watch.${value}`) }))}
      value={shown}
      onValueChange={setChosen}
      label={text('watch.parts')}
      after={
        onToggleReading !== null && (
          <TextActions>
            <TextAction onClick={onToggleReading}>{text(isReading ? 'watch.watch' : 'watch.read')}</TextAction>
          </TextActions>
        )
      }
    >
      {!isReading && (
        <TabPanel value="words">
          <ItemCaptions
            library={place.library.id}
            view={place.view}
            people={place.people}
            shown={captionsFor(place.view.video?.captions ?? [], navigator.language)}
            cues={words.cues}
            video={followed}
          />
          <WordsTab place={place} {...words} />
        </TabPanel>
      )}
      <TabPanel value="comments">
        <CommentsTab on={commentsOn} hasVideo={place.view.video !== null} />
      </TabPanel>
      <TabPanel value="about">
        <AboutTab place={place} />
      </TabPanel>
    </Tabs>
  )
}

/** The comments in the order of the video, each leading to its second. */
function CommentsTab({ on, hasVideo }: { on: CommentsOn; hasVideo: boolean }) {
  if (on.comments.length === 0) {
    return (
      <div className={css.none}>
        <p>{text('watch.no-comments')}</p>
        <Note>{text(hasVideo ? 'watch.no-comments-lead' : 'watch.no-comments-text')}</Note>
      </div>
    )
  }
  return (
    <ul className={css.sideComments}>
      {on.comments.map((comment) => {
        const ms = on.msOf(comment.on)
        const head = (
          <>
            <b>{shortNameOf(comment.author, on.people)}</b>{' '}
            {ms === null ? text('watch.on-the-whole') : text('watch.at', { time: writtenLength(ms) })}
          </>
        )
        return (
          <li key={comment.id}>
            {ms === null ? <Note>{head}</Note> : <TextAction onClick={() => on.onSeek(ms)}>{head}</TextAction>}
            {comment.reaction === undefined || comment.text === null ? (
              <Said className={css.sideWords}>{comment.text ?? text('watch.comment-withdrawn')}</Said>
            ) : (
              <Note>{text(`watch.reaction-${comment.reaction}`)}</Note>
            )}
          </li>
        )
      })}
    </ul>
  )
}
