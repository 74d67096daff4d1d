import { EllipsisVertical } from 'lucide-react'
import { useRef } from 'react'
import type { EditedCue } from '../../../domain/captions/edit-cues.ts'
import { text } from '../../app/messages/text.ts'
import { writtenTenths } from '../../app/messages/when.ts'
import { IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { TextArea } from '../../ui/field.tsx'
import { Menu } from '../../ui/menu.tsx'
import { type CueAction, cueActionOf, shiftMs } from './cue-keys.ts'
import css from './cues.module.css'

interface CueRowProps {
  cue: EditedCue
  /** It is being said. */
  isCurrent: boolean
  onAct: (action: CueAction) => void
}

/** One caption: when it is said, its words, and what can be done with it. */
export function CueRow({ cue, isCurrent, onAct }: CueRowProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const at = writtenTenths(cue.startMs)
  const until = writtenTenths(cue.endMs)
  return (
    <div className={classes(css.cue, isCurrent && css.current)} data-cue={cue.id}>
      <button
        type="button"
        className={css.time}
        aria-current={isCurrent || undefined}
        aria-label={text('captions.seek', { at })}
        title={text('captions.from-to', { at, until })}
        onClick={() => onAct({ do: 'seek' })}
      >
        {at}
      </button>
      <TextArea
        ref={area}
        bare
        rows={1}
        className={css.words ?? ''}
        value={cue.text}
        aria-label={text('captions.words-at', { at })}
        onValueChange={(words) => onAct({ do: 'write', text: words })}
        onKeyDown={(event) => {
          const { selectionStart: start, selectionEnd: end, value } = event.currentTarget
          const action = cueActionOf(event, { start, end, length: value.length })
          if (action === null) return
          event.preventDefault()
          event.stopPropagation()
          onAct(action)
        }}
      />
      <Menu
        trigger={<IconButton size="s" icon={EllipsisVertical} label={text('captions.more', { at })} />}
        items={[
          {
            label: text('captions.split'),
            keys: ['Ctrl', 'Enter'],
            onSelect: () => onAct({ do: 'split', atCharacter: area.current?.selectionStart ?? 0 }),
          },
          { label: text('captions.join'), onSelect: () => onAct({ do: 'join-next' }) },
          'line',
          { label: text('captions.begin-here'), onSelect: () => onAct({ do: 'begin-here' }) },
          { label: text('captions.end-here'), onSelect: () => onAct({ do: 'end-here' }) },
          {
            label: text('captions.earlier'),
            keys: ['Alt', '←'],
            onSelect: () => onAct({ do: 'shift', byMs: -shiftMs, isAll: false }),
          },
          {
            label: text('captions.later'),
            keys: ['Alt', '→'],
            onSelect: () => onAct({ do: 'shift', byMs: shiftMs, isAll: false }),
          },
          {
            label: text('captions.all-earlier'),
            keys: ['Alt', 'Shift', '←'],
            onSelect: () => onAct({ do: 'shift', byMs: -shiftMs, isAll: true }),
          },
          {
            label: text('captions.all-later'),
            keys: ['Alt', 'Shift', '→'],
            onSelect: () => onAct({ do: 'shift', byMs: shiftMs, isAll: true }),
          },
          'line',
          { label: text('captions.remove-cue'), danger: true, onSelect: () => onAct({ do: 'remove' }) },
        ]}
      />
    </div>
  )
}
