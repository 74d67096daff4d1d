import type { Span } from '../../../../domain/captions/cues.ts'

/** What of these pauses is not cut already. A remainder of a pause shorter than this, beside a cut, is left alone. */
const leastMs = 100

export function silencesToCut(silences: readonly Span[], cuts: readonly Span[]): Span[] {
  return silences
    .flatMap((silence) => {
      let rest = [silence]
      for (const cut of cuts) {
        rest = rest.flatMap(({ fromMs, toMs }) => [
          { fromMs, toMs: Math.min(toMs, Math.max(fromMs, cut.fromMs)) },
          { fromMs: Math.max(fromMs, Math.min(toMs, cut.toMs)), toMs },
        ])
      }
      return rest
    })
    .filter(({ fromMs, toMs }) => toMs - fromMs >= leastMs)
}

/** How much shorter a video is without these. */
export function savedBy(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
}
