import { useState } from 'react'
import type { JsonValue } from '../../domain/json.ts'
import type { Draft } from './use-draft.ts'

export interface FormDraft<Form> {
  form: Form
  /** Whether something was written that is not published. */
  isDraft: boolean
  /** Counts how often the form was set from outside its fields: a field that holds its own words begins anew then. */
  turn: number
  /** Writes the form anew and keeps it. */
  change: (next: Form) => void
  /** Back to what is published. */
  discard: () => void
}

/** A form that is kept as one types, over what is published. */
export function useFormDraft<Form extends JsonValue>({
  published,
  kept,
  draft,
}: {
  published: Form
  /** What was being written when the screen was opened; null where nothing was. */
  kept: Form | null
  draft: Draft
}): FormDraft<Form> {
  const [form, setForm] = useState(kept ?? published)
  const [isDraft, setDraft] = useState(kept !== null)
  const [turn, setTurn] = useState(0)
  return {
    form,
    isDraft,
    turn,
    change(next) {
      setForm(next)
      setDraft(true)
      draft.keep(next)
    },
    discard() {
      draft.clear()
      setForm(published)
      setDraft(false)
      setTurn(turn + 1)
    },
  }
}
