import { Plus, X } from 'lucide-react'
import type { PersonView } from '../../../../domain/views/records.ts'
import { text } from '../../../app/messages/text.ts'
import { useNowMs } from '../../../app/use-reader.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/choice.tsx'
import { TextArea, TextInput } from '../../../ui/field.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { Row, Stack } from '../../../ui/row.tsx'
import { Note } from '../../../ui/words.tsx'
import { nameOf } from '../../people/person-mark.tsx'
import { type AskDraft, askDate, isFilled } from './draft.ts'
import css from './words.module.css'

interface AsksEditorProps {
  asks: readonly AskDraft[]
  people: ReadonlyMap<string, PersonView>
  /** Oneself, who is not asked. */
  me: string
  onChange: (asks: AskDraft[]) => void
}

/** What one asks of others: what, of whom, by when; two working days of theirs where one says nothing. */
export function AsksEditor({ asks, people, me, onChange }: AsksEditorProps) {
  const nowMs = useNowMs()
  const others = [...people.values()].filter(({ id }) => id !== me)
  const patch = (id: string, change: Partial<AskDraft>): void =>
    onChange(asks.map((ask) => (ask.id === id ? { ...ask, ...change } : ask)))
  if (others.length === 0) return null
  return (
    <Stack gap={3}>
      {asks.map((ask) => (
        <div key={ask.id} className={css.ask}>
          <Row gap={2} wrap>
            <Whom ask={ask} people={people} others={others} onChange={(to) => patch(ask.id, { to })} />
            <TextInput
              type="date"
              size="s"
              className={css.date}
              aria-label={text('review.ask-by')}
              value={askDate(ask, { people, nowMs }) ?? ''}
              onValueChange={(date) => patch(ask.id, { byWhen: date === '' ? null : date })}
            />
            <IconButton
              icon={X}
              size="s"
              label={text('review.remove-ask')}
              onClick={() => onChange(asks.filter(({ id }) => id !== ask.id))}
            />
          </Row>
          <TextArea
            rows={1}
            maxLength={200}
            aria-label={text('review.ask-text')}
            placeholder={text('review.ask-placeholder')}
            value={ask.text}
            onValueChange={(words) => patch(ask.id, { text: words.replace(/\n/g, ' ') })}
          />
          {isFilled(ask) && ask.to.length === 0 && <Note>{text('review.ask-needs-person')}</Note>}
          {isFilled(ask) && ask.text.trim() === '' && <Note>{text('review.ask-needs-words')}</Note>}
        </div>
      ))}
      <Button
        size="s"
        variant="ghost"
        icon={Plus}
        className={css.addAsk}
        onClick={() => onChange([...asks, { id: crypto.randomUUID().slice(0, 8), to: [], text: '', byWhen: null }])}
      >
        {text('review.add-ask')}
      </Button>
    </Stack>
  )
}

interface WhomProps {
  ask: AskDraft
  people: ReadonlyMap<string, PersonView>
  others: readonly PersonView[]
  onChange: (to: string[]) => void
}

function Whom({ ask, people, others, onChange }: WhomProps) {
  const names = new Intl.ListFormat('en-GB').format(ask.to.map((id) => nameOf(id, people)))
  return (
    <Popover
      label={text('review.ask-whom')}
      align="start"
      trigger={
        <Button size="s" className={css.whom} aria-label={`${text('review.ask-whom')}: ${names}`}>
          {names === '' ? text('review.choose-whom') : names}
        </Button>
      }
    >
      <Stack gap={2}>
        {others.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={ask.to.includes(id)}
            onCheckedChange={(isAsked) => onChange(isAsked ? [...ask.to, id] : ask.to.filter((each) => each !== id))}
          />
        ))}
      </Stack>
    </Popover>
  )
}
