import { X } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import { fetchTerms } from '../../api/captions-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform, useSayFailure } from '../../app/use-perform.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './captions.module.css'

/** The words that a library's team wants written its own way. They stand in the library, for everyone. */
export function LibraryTerms({ library }: { library: LibraryView }) {
  const perform = usePerform()
  const sayFailure = useSayFailure()
  const [found, setFound] = useState<readonly string[]>([])
  /** What was said here; it counts before it is in the folder. Null takes a word away. */
  const [said, setSaid] = useState<ReadonlyMap<string, string | null>>(new Map())
  const [word, setWord] = useState('')
  // What others add comes with the folder, and one's own once it is in it.
  const version = useLive((live) => live.libraries?.find(({ id }) => id === library.id)?.n)
  const waiting = useLive((live) => live.outbox.length)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is not read is why it is asked again
  useEffect(() => {
    let isOver = false
    fetchTerms(library.id).then((words) => {
      if (!isOver) setFound(words)
    }, sayFailure)
    return () => {
      isOver = true
    }
  }, [library.id, version, waiting, sayFailure])
  const terms = [...found.filter((word) => !said.has(word.toLowerCase())), ...said.values()]
    .filter((word) => word !== null)
    .toSorted((a, b) => a.localeCompare(b))
  const set = async (term: string, isPresent: boolean): Promise<void> => {
    const request = { request: 'term.set', text: term, isPresent } as const
    if ((await perform({ library: library.id, request })) === null) return
    setSaid((before) => new Map([...before, [term.toLowerCase(), isPresent ? term : null]]))
  }
  const add = (event: FormEvent): void => {
    event.preventDefault()
    if (word.trim() !== '') void set(word.trim(), true)
    setWord('')
  }
  return (
    <Stack gap={2}>
      <form onSubmit={add}>
        <Row gap={2} align="end">
          <Field label={text('captions.terms', { library: library.name })}>
            <TextInput value={word} onValueChange={setWord} maxLength={60} placeholder={text('captions.term')} />
          </Field>
          <Button type="submit" disabled={word.trim() === ''}>
            {text('captions.term-add')}
          </Button>
        </Row>
      </form>
      <Note className={css.lead}>{text('captions.terms-lead')}</Note>
      {terms.length === 0 ? (
        <Note tone={3}>{text('captions.terms-none')}</Note>
      ) : (
        <ul className={css.terms}>
          {terms.map((term) => (
            <li key={term} className={css.term}>
              {term}
              <IconButton
                size="s"
                icon={X}
                label={text('captions.term-remove', { word: term })}
                onClick={() => void set(term, false)}
              />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
