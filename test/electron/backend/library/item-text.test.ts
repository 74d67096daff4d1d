import { describe, expect, it } from 'vitest'
import { durationInWords, itemText } from '../../../../electron/backend/library/item-text.ts'

const item = {
  title: 'Refunds settle again',
  author: 'Aya',
  atMs: Date.UTC(2026, 10, 22, 12, 56),
  timeZone: 'Europe/Berlin',
  facts: [{ name: 'Thread', value: 'Payments' }],
  parts: [
    { heading: 'What moved?', text: 'Refunds.' },
    { heading: 'What is in the way?', text: '' },
  ],
  text: null,
  files: ['video.mp4: the video, 2 min 10 s'],
}

describe('the text beside an item', () => {
  it('reads from top to bottom in any viewer', () => {
    expect(itemText(item)).toBe(`# Refunds settle again

By Aya${'  '}
Sunday, 22 November 2026, 13:56 (Europe/Berlin)${'  '}
Thread: Payments

## What moved?

Refunds.

## What is in the way?

Beside this text:
- video.mp4: the video, 2 min 10 s

---

Published with Ownpace. The files in this folder need no app to be read.
`)
  })

  it('keeps a title on its line, whatever was typed into it', () => {
    expect(itemText({ ...item, title: 'One\n# Two' })).toContain('# One # Two\n')
  })

  it('falls back to UTC for a time zone that this machine does not know', () => {
    expect(itemText({ ...item, timeZone: 'Mars/Olympus' })).toContain('12:56 (UTC)')
  })

  it('says how long a video is', () => {
    expect([durationInWords(400), durationInWords(59_900), durationInWords(130_000)]).toEqual([
      '0 s',
      '1 min 0 s',
      '2 min 10 s',
    ])
  })
})
