import { FilePen, FileVideo, Library, Plus } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ChooseItemDialog } from './choose-item-dialog.tsx'
import { ImportVideoDialog } from './import-video-dialog.tsx'
import { type DraftStep, newPartId } from './path-draft.ts'

interface AddStepProps {
  library: string
  path: string | null
  /** The section's. */
  number: number
  /** Items that are in the path already. */
  inPath: ReadonlySet<string>
  onAdd: (step: DraftStep) => void
  onWrite: () => void
}

/** Adds a step to a section: something of the library, a video that is brought in, or a document that is written now. */
export function AddStep({ library, path, number, inPath, onAdd, onWrite }: AddStepProps) {
  const [open, setOpen] = useState<'choose' | 'import' | null>(null)
  const add = (item: string, itemTitle: string): void =>
    onAdd({ id: newPartId('p'), item, title: '', asksToConfirm: false, itemTitle })
  const write = (): void => {
    onWrite()
    goTo({ screen: 'document-edit', library, document: null, path: path ?? 'new' })
  }
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button size="s" icon={Plus} aria-label={text('onboarding.add-step-to', { number })}>
            {text('onboarding.add-step')}
          </Button>
        }
        items={[
          { label: text('onboarding.add-from-library'), icon: Library, onSelect: () => setOpen('choose') },
          { label: text('onboarding.add-import'), icon: FileVideo, onSelect: () => setOpen('import') },
          { label: text('onboarding.add-document'), icon: FilePen, onSelect: write },
        ]}
      />
      {open === 'choose' && (
        <ChooseItemDialog library={library} inPath={inPath} onAdd={add} onClose={() => setOpen(null)} />
      )}
      {open === 'import' && <ImportVideoDialog library={library} onAdd={add} onClose={() => setOpen(null)} />}
    </>
  )
}
