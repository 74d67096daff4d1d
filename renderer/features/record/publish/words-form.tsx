import { text } from '../../../app/messages/text.ts'
import { useReader } from '../../../app/use-reader.ts'
import { Checkbox } from '../../../ui/choice.tsx'
import { Field, TextArea, TextInput } from '../../../ui/field.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Stack } from '../../../ui/row.tsx'
import { Select } from '../../../ui/select.tsx'
import { AsksEditor } from './asks-editor.tsx'
import { answerTo, type Intent, titleOf, type UpdateDraft, withAnswer } from './draft.ts'
import { type Place, usualTitle } from './use-place.ts'
import css from './words.module.css'

interface WordsFormProps {
  draft: UpdateDraft
  change: (change: (draft: UpdateDraft) => UpdateDraft) => void
  place: Place
  /** Where words are all there is, there is more room for each answer. */
  isRoomy?: boolean | undefined
}

const intents: readonly Intent[] = ['thinking-aloud', 'strong-view', 'needs-a-decision', 'for-information']
const none = 'none'

/** The words of an update: a title, a line or more to each question, and what one asks of others. */
export function WordsForm({ draft, change, place, isRoomy = false }: WordsFormProps) {
  const reader = useReader()
  const questions = place.thread?.questions ?? []
  const asksStandAlone = questions.every(({ intent }) => intent !== 'ask')
  const asks = (
    <AsksEditor
      asks={draft.asks}
      people={place.people}
      me={place.me}
      onChange={(next) => change((before) => ({ ...before, asks: next }))}
    />
  )
  return (
    <Stack gap={4}>
      <Field label={text('review.name')} labelHidden={!isRoomy}>
        <TextInput
          className={css.name}
          maxLength={200}
          placeholder={titleOf({ ...draft, title: '' }, { questions, otherwise: usualTitle(place, reader) })}
          value={draft.title}
          onValueChange={(title) => change((before) => ({ ...before, title }))}
        />
      </Field>
      {place.thread === null && (
        <Field label={text('review.about')}>
          <TextArea
            said
            bare={!isRoomy}
            rows={2}
            placeholder={text('review.one-line')}
            value={draft.about}
            onValueChange={(about) => change((before) => ({ ...before, about }))}
          />
        </Field>
      )}
      {questions.map((question) => {
        const answer = answerTo(draft, question.id)
        return (
          <div key={question.id} className={css.answer}>
            <Field label={question.text} hint={isRoomy && question.hint !== '' ? question.hint : undefined}>
              <TextArea
                said
                bare={!isRoomy}
                rows={isRoomy ? 2 : 1}
                maxLength={20_000}
                placeholder={text('review.one-line')}
                value={answer.text}
                onValueChange={(words) => change((before) => withAnswer(before, question.id, { text: words }))}
              />
            </Field>
            {question.intent === 'blocker' && (
              <Checkbox
                label={text('review.blocker')}
                checked={answer.isBlocker}
                onCheckedChange={(isBlocker) => change((before) => withAnswer(before, question.id, { isBlocker }))}
              />
            )}
            {question.intent === 'ask' && asks}
          </div>
        )
      })}
      {place.thread !== null && asksStandAlone && (
        <section className={css.answer} aria-label={text('review.asks')}>
          <Heading level={2} look="label">
            {text('review.asks')}
          </Heading>
          {asks}
        </section>
      )}
      {place.thread !== null && (
        <Field label={text('review.intent')}>
          <Select
            size="s"
            options={[
              { value: none, label: text('review.intent-none') },
              ...intents.map((intent) => ({ value: intent, label: text(`review.intent-${intent}`) })),
            ]}
            value={draft.intent ?? none}
            onValueChange={(chosen) =>
              change((before) => ({ ...before, intent: intents.find((intent) => intent === chosen) ?? null }))
            }
          />
        </Field>
      )}
    </Stack>
  )
}
