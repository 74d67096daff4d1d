/** Words said from one moment of a video to another. The text is plain, lines separated by `\n`. */
export interface Cue {
  startMs: number
  endMs: number
  text: string
}

/** A stretch of a recording, up to but not including `toMs`. */
export interface Span {
  fromMs: number
  toMs: number
}

/**
 * The cues of a video of which only some stretches are kept, one after the other. Of a cue that is cut through, only the
 * words stay that were said within what is kept, as if each took its share of the cue: nobody reads what was cut away.
 */
export function retime(cues: readonly Cue[], keeps: readonly Span[]): Cue[] {
  const retimed: Cue[] = []
  let keptMs = 0
  for (const keep of orderedSpans(keeps)) {
    for (const cue of cues) {
      const text = wordsWithin(cue, keep)
      if (text === '') continue
      const startMs = Math.max(cue.startMs, keep.fromMs) - keep.fromMs + keptMs
      const endMs = Math.min(cue.endMs, keep.toMs) - keep.fromMs + keptMs
      retimed.push({ startMs, endMs, text })
    }
    keptMs += keep.toMs - keep.fromMs
  }
  return retimed
}

/** Where a moment of a recording lies after only some stretches of it were kept; of a moment cut away, where the next kept one begins. */
export function retimeMs(atMs: number, keeps: readonly Span[]): number {
  let keptMs = 0
  for (const { fromMs, toMs } of orderedSpans(keeps)) {
    if (atMs < toMs) return keptMs + Math.max(0, atMs - fromMs)
    keptMs += toMs - fromMs
  }
  return keptMs
}

/** The cue being said at a moment, of several the one that began last; null in a silence. The cues are in order of their start. */
export function cueAt(cues: readonly Cue[], atMs: number): Cue | null {
  let low = 0
  let high = cues.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const cue = cues[middle]
    if (cue && cue.startMs <= atMs) low = middle + 1
    else high = middle
  }
  for (let index = low - 1; index >= 0; index -= 1) {
    const cue = cues[index]
    if (cue && cue.endMs > atMs) return cue
  }
  return null
}

/** The words said in a stretch of a video, such as a chapter, as one line of text; each word belongs to one of two stretches that touch. */
export function wordsBetween(cues: readonly Cue[], span: Span): string {
  return cues
    .map((cue) => wordsWithin(cue, span))
    .filter((words) => words !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
}

const spaceless = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`
// One character of a script that has no spaces between its words, or a run of others up to a space.
const saidAtOnce = new RegExp(String.raw`[${spaceless}]\p{M}*\s*|[^\s${spaceless}]+\s*|\s+`, 'gu')

/** What of a cue is said within a span: each word where its middle falls, if the cue's time is shared out by length. */
function wordsWithin(cue: Cue, { fromMs, toMs }: Span): string {
  if (cue.endMs <= fromMs || cue.startMs >= toMs) return ''
  if (cue.startMs >= fromMs && cue.endMs <= toMs) return cue.text
  const msPerCharacter = (cue.endMs - cue.startMs) / cue.text.length
  let said = ''
  for (const { 0: words, index } of cue.text.matchAll(saidAtOnce)) {
    const middleMs = cue.startMs + (index + words.length / 2) * msPerCharacter
    if (middleMs >= fromMs && middleMs < toMs) said += words
  }
  return said.trim()
}

/** Spans in order, those that touch or overlap joined, empty ones left out. */
function orderedSpans(spans: readonly Span[]): Span[] {
  const ordered: Span[] = []
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = ordered.at(-1)
    if (!(span.toMs > span.fromMs)) continue
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs)
    else ordered.push({ ...span })
  }
  return ordered
}
