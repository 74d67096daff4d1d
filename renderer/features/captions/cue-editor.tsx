import { Plus, Redo2, Search, Undo2 } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type Cue, cueAt } from '../../../domain/captions/cues.ts'
import { type EditedCue, editedCues, plainCues, withNewCue } from '../../../domain/captions/edit-cues.ts'
import { text } from '../../app/messages/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { LongStack } from '../../ui/long-stack.tsx'
import { Row, Spacer } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { beginHistory, changed, redone, undone } from './cue-history.ts'
import type { CueAction } from './cue-keys.ts'
import { outcomeOf } from './cue-outcome.ts'
import { CueRow } from './cue-row.tsx'
import css from './cues.module.css'
import { FindBar } from './find-bar.tsx'

/** Where the video is that the captions belong to. */
export interface FollowedVideo {
  position: { get(): number; subscribe(listener: () => void): () => void }
  seek: (toMs: number) => void
}

interface CueEditorProps {
  /** What it begins with; later changes of it are not looked at. */
  cues: readonly Cue[]
  durationMs: number
  video: FollowedVideo
  onChange: (cues: Cue[]) => void
}

/** From so many on only those in sight are drawn. */
const manyCues = 60

/** Captions as a list that follows the video: words, times and everything about them can be changed, and undone. */
export function CueEditor({ cues: initial, durationMs, video, onChange }: CueEditorProps) {
  const [history, setHistory] = useState(() => beginHistory(editedCues(initial)))
  const [isFinding, setFinding] = useState(false)
  const focusNext = useRef<{ id: number; caret: number } | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const end = useRef<HTMLSpanElement>(null)
  const { cues } = history
  const currentId = useSyncExternalStore(video.position.subscribe, () => cueIdAt(cues, video.position.get()))

  useEffect(() => {
    const wanted = focusNext.current
    if (wanted === null) return
    const area = areaOf(list.current, wanted.id)
    if (area === null) return
    focusNext.current = null
    area.focus()
    area.setSelectionRange(wanted.caret, wanted.caret)
  })
  useEffect(() => {
    // Whoever writes is not moved away from what they write.
    if (currentId === null || list.current?.contains(document.activeElement)) return
    list.current?.querySelector(`[data-cue="${currentId}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  const show = (next: typeof history): void => {
    setHistory(next)
    onChange(plainCues(next.cues))
  }
  const change = (next: readonly EditedCue[], gesture: string | null = null): void =>
    show(changed(history, next, gesture))
  const add = (): void => {
    const { cues: next, id } = withNewCue(cues, { atMs: video.position.get(), durationMs })
    focusNext.current = { id, caret: 0 }
    change(next)
  }
  const act = (id: number, action: CueAction): void => {
    if (action.do === 'undo') show(undone(history))
    else if (action.do === 'redo') show(redone(history))
    else {
      const outcome = outcomeOf(cues, { id, action, atMs: video.position.get(), durationMs })
      if (outcome.focus) focusNext.current = outcome.focus
      if (outcome.seekMs !== undefined) video.seek(outcome.seekMs)
      // Drawing anew puts the caret where it goes, even if no word changed.
      if (outcome.cues) change(outcome.cues, outcome.gesture ?? null)
      else setHistory({ ...history, gesture: null })
    }
  }
  const row = (cue: EditedCue) => (
    <CueRow key={cue.id} cue={cue} isCurrent={cue.id === currentId} onAct={(action) => act(cue.id, action)} />
  )
  return (
    <div>
      <Row gap={1} wrap className={css.tools}>
        <Button size="s" icon={Plus} onClick={add}>
          {text('captions.add-cue')}
        </Button>
        <IconButton
          size="s"
          icon={Search}
          label={text('captions.find')}
          pressed={isFinding}
          onClick={() => setFinding(!isFinding)}
        />
        <IconButton
          size="s"
          icon={Undo2}
          label={text('common.undo')}
          disabled={history.past.length === 0}
          onClick={() => show(undone(history))}
        />
        <IconButton
          size="s"
          icon={Redo2}
          label={text('captions.redo')}
          disabled={history.future.length === 0}
          onClick={() => show(redone(history))}
        />
        <Spacer />
        <Note tone={3} size="xs">
          {text('captions.keys')}
        </Note>
      </Row>
      {isFinding && <FindBar cues={cues} onReplace={(next) => change(next)} onClose={() => setFinding(false)} />}
      {cues.length >= manyCues && (
        <button type="button" className={css.skip} onClick={() => end.current?.focus()}>
          {text('captions.skip')}
        </button>
      )}
      <section ref={list} className={css.list} aria-label={text('captions.list')}>
        {cues.length === 0 ? (
          <Note>{text('captions.none-said')}</Note>
        ) : cues.length < manyCues ? (
          cues.map(row)
        ) : (
          <LongStack name="captions" items={cues} keyOf={({ id }) => String(id)} rowHeight={46}>
            {row}
          </LongStack>
        )}
      </section>
      <span ref={end} tabIndex={-1} />
    </div>
  )
}

function cueIdAt(cues: readonly EditedCue[], atMs: number): number | null {
  const cue = cueAt(cues, atMs)
  return cue === null ? null : (cue as EditedCue).id
}

function areaOf(list: HTMLElement | null, id: number): HTMLTextAreaElement | null {
  return list?.querySelector<HTMLTextAreaElement>(`[data-cue="${id}"] textarea`) ?? null
}
