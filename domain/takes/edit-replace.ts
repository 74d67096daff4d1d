import type { Span } from '../captions/cues.ts'
import type { Edit } from './edit.ts'
import { withRestored } from './edit-cuts.ts'

/**
 * The edit with another take in place of a stretch. What was cut of the stretch no longer matters, and another take that
 * stood for any of it goes.
 */
export function withReplacement(edit: Edit, { span, take }: { span: Span; take: string }): Edit {
  const fromMs = Math.max(0, Math.round(span.fromMs))
  const toMs = Math.max(fromMs + 1, Math.round(span.toMs))
  const others = edit.replacements.filter((other) => other.toMs <= fromMs || other.fromMs >= toMs)
  const replacements = [...others, { fromMs, toMs, take }].sort((a, b) => a.fromMs - b.fromMs)
  return { ...withRestored(edit, { fromMs, toMs }), replacements }
}

/** The edit with a stretch as it was recorded first. */
export function withoutReplacement(edit: Edit, fromMs: number): Edit {
  return { ...edit, replacements: edit.replacements.filter((replacement) => replacement.fromMs !== fromMs) }
}
