import type { Cue } from './cues.ts'
import { plainCueText, plainSubRipText } from './plain-text.ts'

/** What was understood of a caption file. */
export interface ParsedCaptions {
  /** In order of their start. */
  cues: Cue[]
  /** Cues left out because their times cannot be: no time at all, or an end not after the start. */
  skippedCount: number
  /** Whether the file was longer than is read: the rest of it was left out. */
  isCut: boolean
}

/** Two hours of talk take some 200 KB: what is longer than this is no caption file. */
export const maxCaptionBytes = 2 * 1024 * 1024
const maxCues = 20_000

const timing = /^\s*(\S+)\s*-->\s*(\S+)/
const timestamp = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/

/**
 * Reads WebVTT (https://www.w3.org/TR/webvtt1/) or SubRip (.srt), which differ in their head, in the mark before
 * milliseconds and in their tags. Anything may be in the text: styles, notes, positions, tags and whatever else is no cue is
 * left out. Reads at most 2 MiB and 20,000 cues. Never throws.
 */
export function parseCaptions(text: string): ParsedCaptions {
  const parsed: ParsedCaptions = { cues: [], skippedCount: 0, isCut: text.length > maxCaptionBytes }
  const plain = /^\ufeff?WEBVTT(?:\s|$)/.test(text) ? plainCueText : plainSubRipText
  let open: { startMs: number; endMs: number; lines: string[] } | null = null

  const close = (): void => {
    const words = open ? plain(open.lines.join('\n')) : ''
    if (open && words !== '') parsed.cues.push({ startMs: open.startMs, endMs: open.endMs, text: words })
    open = null
  }

  for (const line of text.slice(0, maxCaptionBytes).split(/\r\n|\n|\r/)) {
    if (line.trim() === '') {
      close()
    } else if (line.includes('-->')) {
      // Without an empty line between, the number of the next SubRip cue is not a word of this one.
      if (open && /^\s*\d+\s*$/.test(open.lines.at(-1) ?? '')) open.lines.pop()
      close()
      if (parsed.cues.length >= maxCues) {
        parsed.isCut = true
        break
      }
      const times = parseTiming(line)
      if (times) open = { ...times, lines: [] }
      else parsed.skippedCount += 1
    } else {
      open?.lines.push(line)
    }
  }
  close()
  parsed.cues.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
  return parsed
}

function parseTiming(line: string): { startMs: number; endMs: number } | null {
  const match = timing.exec(line)
  const startMs = parseTimestamp(match?.[1] ?? '')
  const endMs = parseTimestamp(match?.[2] ?? '')
  return startMs !== null && endMs !== null && endMs > startMs ? { startMs, endMs } : null
}

function parseTimestamp(written: string): number | null {
  const match = timestamp.exec(written)
  if (!match) return null
  const [hours, minutes, seconds] = [match[1] ?? '0', match[2], match[3]].map(Number)
  if (hours === undefined || minutes === undefined || seconds === undefined || minutes > 59 || seconds > 59) return null
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[4] ?? '').padEnd(3, '0'))
}
