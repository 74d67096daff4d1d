import { FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { pickFolder } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Row } from '../../ui/row.tsx'
import css from './first-run.module.css'
import { FolderDialog } from './folder-dialog.tsx'

interface FolderFieldProps {
  label: string
  hint?: string | undefined
  value: string
  onValueChange: (path: string) => void
  /** Called with a folder that was chosen rather than typed. */
  onChosen?: ((path: string) => void) | undefined
}

/** A folder by its full path: typed, or chosen in the system's window, or in ours where the host has none. */
export function FolderField({ label, hint, value, onValueChange, onChosen }: FolderFieldProps) {
  const canPick = useLive((live) => live.host?.abilities.includes('pick-folder') ?? false)
  const sayFailure = useSayFailure()
  const [isChoosing, setIsChoosing] = useState(false)
  const take = (path: string): void => {
    onValueChange(path)
    onChosen?.(path)
  }
  const choose = async (): Promise<void> => {
    if (!canPick) {
      setIsChoosing(true)
      return
    }
    try {
      const path = await pickFolder(label)
      if (path !== null) take(path)
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  return (
    <>
      <Row gap={2} align="end" className={css.folderLine}>
        <Field label={label} className={css.grow}>
          <TextInput value={value} onValueChange={onValueChange} spellCheck={false} autoComplete="off" />
        </Field>
        <Button icon={FolderOpen} onClick={() => void choose()}>
          {text('first-run.choose-folder')}
        </Button>
      </Row>
      {hint !== undefined && <p className={css.hint}>{hint}</p>}
      {isChoosing && (
        <FolderDialog
          title={text('first-run.choose-folder')}
          start={value}
          onClose={() => setIsChoosing(false)}
          onChosen={(path) => {
            setIsChoosing(false)
            take(path)
          }}
        />
      )}
    </>
  )
}
