import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu } from '../../ui/menu.tsx'
import { DeviceList } from './device-list.tsx'

interface PersonMenuProps {
  library: LibraryView
  person: PersonView
  /** Whether the reader is an owner, who may also make others owners. */
  isByOwner: boolean
}

/** What oneself or an owner can do about a person: see and close their devices, make them an owner. */
export function PersonMenu({ library, person, isByOwner }: PersonMenuProps) {
  const [opened, setOpened] = useState<'devices' | 'owner' | null>(null)
  const close = (): void => setOpened(null)
  return (
    <>
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={text('people.more-about', { name: person.name })} />}
        items={[
          { label: text('people.devices'), onSelect: () => setOpened('devices') },
          ...(isByOwner && !person.isOwner
            ? [{ label: text('people.make-owner'), onSelect: () => setOpened('owner') }]
            : []),
        ]}
      />
      {opened === 'devices' && (
        <Dialog
          open
          onOpenChange={(open) => {
            if (!open) close()
          }}
          title={text('people.devices-title', { name: person.name })}
          description={text('people.devices-lead')}
          actions={<Button onClick={close}>{text('common.close')}</Button>}
        >
          <DeviceList library={library} person={person} />
        </Dialog>
      )}
      {opened === 'owner' && <OwnerDialog library={library} person={person} onClose={close} />}
    </>
  )
}

function OwnerDialog({ library, person, onClose }: Omit<PersonMenuProps, 'isByOwner'> & { onClose: () => void }) {
  const perform = usePerform()
  const make = (): void => {
    onClose()
    void perform({
      library: library.id,
      request: { request: 'owner.add', person: person.id },
      done: text('people.owner-made', { name: person.name }),
    })
  }
  return (
    <AskDialog
      title={text('people.make-owner-title', { name: person.name, library: library.name })}
      description={text('people.make-owner-lead')}
      verb={text('people.make-owner')}
      onDo={make}
      onClose={onClose}
    />
  )
}
