import { diff3Merge, diffComm } from 'node-diff3'
import { linesOf } from './lines.ts'

/** Two texts brought together, and in how many places a person has to choose. */
export interface Merged {
  text: string
  choiceCount: number
}

/**
 * Brings two versions of a text together, line by line: what only one of them changed since `base` is changed, and where
 * both did, both stand one after the other under the marks given. Without a base only what both say counts as old.
 */
export function mergeTexts({
  shown,
  other,
  base,
  marks,
}: {
  shown: string
  other: string
  base: string | null
  /** Lines that name whose words follow. */
  marks: { shown: string; other: string }
}): Merged {
  const a = linesOf(shown)
  const b = linesOf(other)
  const old = base === null ? sharedLines(a, b) : linesOf(base)
  const lines: string[] = []
  let choiceCount = 0
  for (const { ok, conflict } of diff3Merge(a, old, b, { excludeFalseConflicts: true })) {
    if (ok) lines.push(...ok)
    if (!conflict) continue
    choiceCount += 1
    lines.push(...underMark(marks.shown, conflict.a), ...underMark(marks.other, conflict.b))
  }
  return { text: lines.join('\n'), choiceCount }
}

/** Nothing for one who took the lines out: the words of the other are then what is left to choose. */
function underMark(mark: string, lines: string[]): string[] {
  return lines.some((line) => line.trim() !== '') ? [mark, '', ...lines, ''] : []
}

function sharedLines(a: string[], b: string[]): string[] {
  return diffComm(a, b).flatMap((part) => ('common' in part ? part.common : []))
}
