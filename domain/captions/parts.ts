import { type Cue, retime, type Span } from './cues.ts'

/** The cues of a video made of stretches of several recordings, in the order in which they are played. */
export function captionsOfParts<Part extends Span & { take: string | null }>({
  parts,
  cuesOf,
}: {
  parts: readonly Part[]
  /** What is said in a recording, in its own time; null is the one that is edited. */
  cuesOf: (take: string | null) => readonly Cue[]
}): Cue[] {
  let beforeMs = 0
  return parts.flatMap((part) => {
    const startMs = beforeMs
    beforeMs += part.toMs - part.fromMs
    return retime(cuesOf(part.take), [part]).map((cue) => ({
      ...cue,
      startMs: cue.startMs + startMs,
      endMs: cue.endMs + startMs,
    }))
  })
}
