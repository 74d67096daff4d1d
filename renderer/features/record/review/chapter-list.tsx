import { Pencil, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../../app/messages/text.ts'
import { writtenLength } from '../../../app/messages/when.ts'
import { IconButton, TextAction } from '../../../ui/button.tsx'
import { TextInput } from '../../../ui/field.tsx'
import type { NamedChapter } from './edit-marks.ts'
import css from './edit-tools.module.css'

interface ChapterListProps {
  chapters: readonly NamedChapter[]
  onSeek: (toMs: number) => void
  /** Left out where it cannot be recorded again. */
  onRecordAgain?: ((chapter: NamedChapter) => void) | undefined
  onRename: (id: string, name: string) => void
  onMoveHere: (id: string) => void
  onRemove: (id: string) => void
  onAdd: () => void
}

/** The chapters of a recording. A question's words are its thread's; a place that was marked has a name of its own. */
export function ChapterList({ chapters, onSeek, onRecordAgain, ...edits }: ChapterListProps) {
  const [renamed, setRenamed] = useState<string | null>(null)
  return (
    <ul className={css.chapters} aria-label={text('review.chapters')}>
      {chapters.map((chapter) => (
        <li key={chapter.id}>
          <button type="button" className={css.chapterTime} onClick={() => onSeek(chapter.startMs)}>
            {writtenLength(chapter.startMs)}
          </button>
          {renamed === chapter.id ? (
            <TextInput
              size="s"
              autoFocus
              aria-label={text('review.chapter-name')}
              maxLength={120}
              value={chapter.name}
              onValueChange={(name) => edits.onRename(chapter.id, name)}
              onBlur={() => setRenamed(null)}
              onKeyDown={(event) => (event.key === 'Enter' || event.key === 'Escape') && setRenamed(null)}
            />
          ) : (
            <span className={css.chapterName}>{chapter.name || text('review.chapter-unnamed')}</span>
          )}
          {chapter.isMark && renamed !== chapter.id && (
            <>
              <IconButton
                size="s"
                icon={Pencil}
                label={text('review.chapter-rename')}
                onClick={() => setRenamed(chapter.id)}
              />
              <TextAction onClick={() => edits.onMoveHere(chapter.id)}>{text('review.chapter-move')}</TextAction>
              <IconButton
                size="s"
                icon={X}
                label={text('review.chapter-remove')}
                onClick={() => edits.onRemove(chapter.id)}
              />
            </>
          )}
          {onRecordAgain && (
            <IconButton
              size="s"
              icon={RotateCcw}
              label={text('review.record-again', { name: chapter.name || text('review.chapter-unnamed') })}
              onClick={() => onRecordAgain(chapter)}
            />
          )}
        </li>
      ))}
      <li>
        <TextAction onClick={edits.onAdd}>{text('review.chapter-add')}</TextAction>
      </li>
    </ul>
  )
}
