import { useState } from 'react'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { Note } from '../../ui/words.tsx'
import { CleanDialog } from '../recordings/clean-dialog.tsx'
import { useTakesOnDisk } from '../recordings/use-takes-on-disk.ts'
import { useChange } from './use-change.ts'

const usualDays = [3, 7, 14, 30, 90]
const forEver = 'for-ever'

/** What recordings take on this device, and for how long they stay once they are published. */
export function TakesSettings({ settings }: { settings: Settings }) {
  const change = useChange()
  const { found } = useTakesOnDisk()
  const [isCleaning, setCleaning] = useState(false)
  const { takesKeptDays } = settings
  const days = [...new Set([...usualDays, ...(takesKeptDays === null ? [] : [takesKeptDays])])].toSorted(
    (a, b) => a - b,
  )
  return (
    <Stack gap={4}>
      {found !== null && (
        <Note size="m">
          {text('recordings.total', {
            ...{ count: found.takes.length, size: writtenSize(found.sizeBytes), free: writtenSize(found.freeBytes) },
          })}
        </Note>
      )}
      <Field label={text('recordings.kept-days')} hint={text('recordings.kept-hint')}>
        <Select
          options={[
            ...days.map((each) => ({ value: String(each), label: text('recordings.days', { days: each }) })),
            { value: forEver, label: text('recordings.for-ever') },
          ]}
          value={takesKeptDays === null ? forEver : String(takesKeptDays)}
          onValueChange={(value) => void change({ takesKeptDays: value === forEver ? null : Number(value) })}
        />
      </Field>
      <Row gap={2}>
        <LinkButton href={hrefOf({ screen: 'recordings' })}>{text('recordings.show')}</LinkButton>
        <Button disabled={found === null} onClick={() => setCleaning(true)}>
          {text('recordings.clean')}
        </Button>
      </Row>
      {isCleaning && found !== null && <CleanDialog takes={found.takes} onClose={() => setCleaning(false)} />}
    </Stack>
  )
}
