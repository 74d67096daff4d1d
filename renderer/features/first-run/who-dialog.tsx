import { useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import { isTimeZone } from '../../../domain/time/zoned.ts'
import { changeSettings } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { useTimeZone } from '../../app/use-reader.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Stack } from '../../ui/row.tsx'
import { WhoFields } from './who-fields.tsx'

interface WhoDialogProps {
  name: string
  onClose: () => void
}

/** How one is called and where one is, before there is any library. */
export function WhoDialog({ name, onClose }: WhoDialogProps) {
  const zone = useTimeZone()
  const [who, setWho] = useState({ name, timeZone: zone })
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const isWhole = who.name.trim() !== '' && isTimeZone(who.timeZone)
  const save = async (): Promise<void> => {
    try {
      await changeSettings({ name: who.name.trim(), timeZone: who.timeZone })
      onClose()
    } catch (thrown) {
      setFailure(toFailure(thrown).body)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={text('first-run.who-title')}
      width="s"
      actions={
        <Button variant="primary" disabled={!isWhole} onClick={() => void save()}>
          {text('common.save')}
        </Button>
      }
    >
      <Stack gap={4}>
        <WhoFields who={who} onWhoChange={setWho} />
        {failure !== null && <ErrorNotice failure={failure} />}
      </Stack>
    </Dialog>
  )
}
