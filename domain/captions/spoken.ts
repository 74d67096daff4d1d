import type { Cue } from './cues.ts'
import { tidyCueText } from './plain-text.ts'

/** Two lines of what is usual under a picture. */
const longestCue = 84
/** What a transcriber gives for one stretch at most; more of one is no speech. */
const longestStretch = 2000
const maxCues = 20_000

// "[BLANK_AUDIO]", "(applause)", "♪", "*sighs*": what a model writes where nobody speaks.
const soundNote = /^(?:[[(*♪][^\])*♪]*[\])*♪]|[♪\s.…-]+)$/u

/**
 * What a model heard, as cues that can be read: nothing that is no speech, no stretch longer than two lines, each word
 * about where it was said, in order and within the recording. Never throws, whatever it is given.
 */
export function spokenCues(heard: readonly Cue[], durationMs: number): Cue[] {
  const cues: Cue[] = []
  for (const { startMs, endMs, text } of heard.toSorted((a, b) => a.startMs - b.startMs)) {
    const words = tidyCueText(text.replace(/\ufffd/g, '').slice(0, longestStretch)).replace(/\s+/g, ' ')
    const fromMs = Math.max(0, Math.round(startMs))
    const toMs = Math.min(durationMs, Math.round(endMs))
    if (words === '' || soundNote.test(words) || !(toMs > fromMs)) continue
    cues.push(...splitLong({ startMs: fromMs, endMs: toMs, text: words }))
    if (cues.length >= maxCues) break
  }
  return withoutLoops(cues).slice(0, maxCues)
}

/** Cuts a long cue where a sentence, else a part of one, else a word ends. */
function splitLong(cue: Cue): Cue[] {
  if (cue.text.length <= longestCue) return [cue]
  const cut = cutBefore(cue.text)
  const atMs = Math.round(cue.startMs + ((cue.endMs - cue.startMs) * cut) / cue.text.length)
  const first = { startMs: cue.startMs, endMs: atMs, text: cue.text.slice(0, cut).trim() }
  if (first.text === '' || atMs <= cue.startMs || atMs >= cue.endMs) return [cue]
  return [first, ...splitLong({ startMs: atMs, endMs: cue.endMs, text: cue.text.slice(cut).trim() })]
}

function cutBefore(text: string): number {
  const head = text.slice(0, longestCue)
  const parts = Math.ceil(text.length / longestCue)
  const least = Math.floor(text.length / parts / 2)
  for (const end of [/[.?!…。？！]["”»)]?\s?/gu, /[,;:–—，、；]\s?/gu, /\s/gu]) {
    const ends = [...head.matchAll(end)].map((match) => match.index + match[0].length)
    const last = ends.findLast((place) => place >= least)
    if (last !== undefined) return last
  }
  return longestCue
}

/** A model that lost its way says one thing over and over: of more than three alike in a row three stay. */
function withoutLoops(cues: readonly Cue[]): Cue[] {
  return cues.filter((cue, place) => place < 3 || !cues.slice(place - 3, place).every(({ text }) => text === cue.text))
}
