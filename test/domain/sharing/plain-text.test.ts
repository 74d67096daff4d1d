import { describe, expect, it } from 'vitest'
import {
  clockTime,
  decisionAsText,
  type PlainTextPlace,
  pathAsText,
  updateAsText,
} from '../../../domain/sharing/plain-text.ts'
import type { DecisionView, LearningPathView } from '../../../domain/views/records.ts'
import { threadView, updateView } from '../../support/views.ts'

const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10)
const place: PlainTextPlace = {
  nameOf: (person) => person,
  titleOf: (item) => (item === 'gone' ? null : `Title of ${item}`),
  words: {
    by: ({ name, atMs }) => `${name}, ${day(atMs)}`,
    decidedBy: ({ names, atMs }) => `Decided by ${names.join(' and ')}, ${day(atMs)}`,
    asks: ({ names, byWhen, text }) => `Asks ${names.join(' and ')}, by ${byWhen}: ${text}`,
    at: ({ label, time }) => `${label} (${time})`,
    inTheWay: (text) => `In the way: ${text}`,
    saidOnly: 'Said, not written out.',
    nothing: 'Nothing to tell.',
    why: 'Why',
    evidence: 'What it rests on',
    replacedBy: (title) => `Replaced by ${title}`,
    replaces: (title) => `Replaces ${title}`,
  },
}
const common = { id: 'x', atMs: Date.UTC(2026, 10, 19), author: 'Mara', version: 'v1', editedAtMs: null }

describe('a thing as text for mail or chat', () => {
  it('of an update has who and when, each answer under its question with its second, and what it asks by when', () => {
    const thread = threadView({
      madeBy: 'Mara',
      people: [],
      questions: [
        { id: 'moved', text: 'What moved?', hint: '', intent: 'plain' },
        { id: 'way', text: 'What is in the way?', hint: '', intent: 'blocker' },
        { id: 'next', text: 'What is next?', hint: '', intent: 'plain' },
      ],
    })
    const answer = { isBlocker: false, clearedAtMs: null }
    const view = updateView('u', {
      ...common,
      title: 'Refunds settle',
      answers: [
        { ...answer, question: 'moved', text: 'Same-day refunds.\nAnd the report.', startMs: 0 },
        { ...answer, question: 'way', text: 'The ledger job.', startMs: 98_700, isBlocker: true },
        { ...answer, question: 'next', text: null, startMs: null },
      ],
      asks: [{ id: 'a', to: ['Ines', 'Jonas'], text: 'Which\nqueue?', byWhen: '2026-11-21', answeredBy: null }],
    })
    expect(updateAsText(view, thread, place)).toBe(
      [
        ...['Refunds settle', 'Mara, 2026-11-19 · Payments', ''],
        ...['What moved (0:00)', 'Same-day refunds.', 'And the report.', ''],
        ...['What is in the way (1:38)', 'In the way: The ledger job.', ''],
        ...['Asks Ines and Jonas, by 2026-11-21: Which queue?', ''],
      ].join('\n'),
    )
  })

  it('of a decision has why, what it rests on with its seconds, and what came before and after', () => {
    const view: DecisionView = {
      ...common,
      kind: 'decision',
      title: 'One queue',
      why: 'Two wrote **twice**.\n',
      thread: null,
      evidence: [
        { item: 'talk', version: 'v', ms: 3_723_000 },
        { item: 'gone', version: null, ms: null },
        { item: 'note', version: null, ms: null },
      ],
      decidedBy: ['Aya', 'Mara'],
      replaces: 'old',
      replacedBy: 'new',
      readSec: 1,
    }
    expect(decisionAsText(view, place)).toBe(
      [
        ...['One queue', 'Decided by Aya and Mara, 2026-11-19', '', 'Replaced by Title of new', ''],
        ...['Why', 'Two wrote **twice**.', '', 'What it rests on'],
        ...['- Title of talk (1:02:03)', '- Title of note', '', 'Replaces Title of old', ''],
      ].join('\n'),
    )
  })

  it('of a path counts its steps through all sections', () => {
    const step = (id: string, item: string, title: string | null) => ({ id, item, title, asksToConfirm: false })
    const view: LearningPathView = {
      ...common,
      kind: 'path',
      title: 'First week',
      about: 'For everyone.',
      sections: [
        { id: 's', title: 'Read', steps: [step('1', 'guide', null), step('2', 'talk', 'Our talk')] },
        { id: 't', title: 'Do', steps: [step('3', 'gone', null)] },
      ],
    }
    expect(pathAsText(view, place)).toBe(
      'First week\nMara, 2026-11-19\n\nFor everyone.\n\nRead\n1. Title of guide\n2. Our talk\n\nDo\n3.\n',
    )
  })

  it('writes a second as a clock does', () => {
    expect([0, 9_999, 130_000, 3_723_000].map(clockTime)).toEqual(['0:00', '0:09', '2:10', '1:02:03'])
  })
})
