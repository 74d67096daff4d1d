import type { PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { VoiceMark } from '../../ui/voice-mark.tsx'
import { voiceOf } from './voice.ts'

interface PersonMarkProps {
  id: string
  people: ReadonlyMap<string, PersonView> | undefined
  size?: 20 | 26 | 32 | undefined
}

/** The disc of a person, in their colour. */
export function PersonMark({ id, people, size }: PersonMarkProps) {
  return <VoiceMark name={nameOf(id, people)} voice={voiceOf(id)} size={size} />
}

/** A person's name; someone whose words have not arrived yet is "someone". */
export function nameOf(id: string, people: ReadonlyMap<string, PersonView> | undefined): string {
  return people?.get(id)?.name ?? text('people.someone')
}
