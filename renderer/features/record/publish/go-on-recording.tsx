import type { Take } from '../../../../domain/takes/take.ts'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { TextAction } from '../../../ui/button.tsx'

/** Leads to Record, where what is recorded next is put behind what was interrupted. */
export function GoOnRecording({ take: { id, library, thread } }: { take: Take }) {
  if (library === null) return null
  return (
    <TextAction leading onClick={() => goTo({ screen: 'record', library, thread, replaces: null, continues: id })}>
      {text('record.go-on-recording')}
    </TextAction>
  )
}
