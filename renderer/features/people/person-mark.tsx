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

/** What a person is called in a sentence: the first word of their name, where nobody else here has the same. */
export function shortNameOf(id: string, people: ReadonlyMap<string, PersonView> | undefined): string {
  const name = nameOf(id, people)
  const first = firstWord(name)
  const others = [...(people?.values() ?? [])].filter((person) => person.id !== id)
  return others.some((person) => firstWord(person.name) === first) ? name : first
}

const firstWord = (name: string): string => name.trim().split(/\s+/u)[0] ?? name
