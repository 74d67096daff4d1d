import type { Cue } from './cues.ts'
import { escapeCueText, tidyCueText } from './plain-text.ts'

/** The cues as a WebVTT file, in order of their start. What has no words or no length is left out; times are whole milliseconds. */
export function writeWebVtt(cues: readonly Cue[]): string {
  const blocks = cues
    .map(({ startMs, endMs, text }) => ({
      startMs: Math.max(0, Math.round(startMs)),
      endMs: Math.round(endMs),
      text: tidyCueText(text),
    }))
    .filter(({ startMs, endMs, text }) => endMs > startMs && text !== '')
    .toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
    .map(
      ({ startMs, endMs, text }) => `${writeTimestamp(startMs)} --> ${writeTimestamp(endMs)}\n${escapeCueText(text)}\n`,
    )
  return ['WEBVTT\n', ...blocks].join('\n')
}

function writeTimestamp(atMs: number): string {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')
  const seconds = Math.floor(atMs / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds % 60, 2)}.${pad(atMs % 1000, 3)}`
}
