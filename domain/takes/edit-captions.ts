import { type Cue, retime } from '../captions/cues.ts'
import type { EditPart } from './edit.ts'

/**
 * The captions of what an edit keeps: of this take's stretches by its own cues, of a replacing take by that take's, each
 * where it is played. Nothing said in what was cut or replaced is left in them; a cue with a pause taken out stays one.
 */
export function retimedCues(
  parts: readonly EditPart[],
  { own, cuesOf }: { own: readonly Cue[]; cuesOf: (take: string) => readonly Cue[] },
): Cue[] {
  const retimed: { source: Cue; cue: Cue }[] = []
  let atMs = 0
  for (const { take, fromMs, toMs } of parts) {
    for (const source of take === null ? own : cuesOf(take)) {
      if (source.endMs <= fromMs || source.startMs >= toMs) continue
      for (const { startMs, endMs, text } of retime([source], [{ fromMs, toMs }])) {
        const last = retimed.at(-1)
        const cue = { startMs: startMs + atMs, endMs: endMs + atMs, text }
        if (last?.source === source && last.cue.endMs === cue.startMs) {
          last.cue = { startMs: last.cue.startMs, endMs: cue.endMs, text: `${last.cue.text} ${text}` }
        } else {
          retimed.push({ source, cue })
        }
      }
    }
    atMs += toMs - fromMs
  }
  return retimed.map(({ cue }) => cue)
}
