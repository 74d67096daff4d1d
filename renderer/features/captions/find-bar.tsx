import { X } from 'lucide-react'
import { useState } from 'react'
import { countOf, type EditedCue, replacedAll } from '../../../domain/captions/edit-cues.ts'
import { text } from '../../app/messages/text.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Note } from '../../ui/words.tsx'
import css from './cues.module.css'

interface FindBarProps {
  cues: readonly EditedCue[]
  onReplace: (cues: EditedCue[]) => void
  onClose: () => void
}

/** Finds words in all captions, and puts others in their place: a name that was heard wrong throughout. */
export function FindBar({ cues, onReplace, onClose }: FindBarProps) {
  const [words, setWords] = useState('')
  const [by, setBy] = useState('')
  const count = countOf(cues, words)
  return (
    <search className={css.find}>
      <div className={css.findRow}>
        <TextInput
          size="s"
          autoFocus
          value={words}
          onValueChange={setWords}
          aria-label={text('captions.find-words')}
          placeholder={text('captions.find-words')}
        />
        <TextInput
          size="s"
          value={by}
          onValueChange={setBy}
          aria-label={text('captions.replace-by')}
          placeholder={text('captions.replace-by')}
        />
        <Button size="s" disabled={count === 0} onClick={() => onReplace(replacedAll(cues, words, by))}>
          {text('captions.replace')}
        </Button>
        <IconButton size="s" icon={X} label={text('common.close')} onClick={onClose} />
        <Note tone={3} size="xs">
          <span role="status">{words === '' ? '' : text('captions.found', { count })}</span>
        </Note>
      </div>
    </search>
  )
}
