import type { Cue } from './cues.ts'
import { tidyCueText } from './plain-text.ts'

/** The cues as SubRip, for programs that read nothing else. Its text knows no escapes, so a tag stays what it looks like. */
export function writeSubRip(cues: readonly Cue[]): string {
  return cues
    .map((cue) => ({ ...cue, text: tidyCueText(cue.text).replaceAll('-->', '→') }))
    .filter(({ startMs, endMs, text }) => endMs > startMs && text !== '')
    .map(({ startMs, endMs, text }, place) => `${place + 1}\n${stamp(startMs)} --> ${stamp(endMs)}\n${text}\n`)
    .join('\n')
}

function stamp(atMs: number): string {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')
  const ms = Math.max(0, Math.round(atMs))
  const seconds = Math.floor(ms / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds % 60, 2)},${pad(ms % 1000, 3)}`
}
