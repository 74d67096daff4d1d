import { describe, expect, it } from 'vitest'
import { newDraft } from '../../../../../renderer/features/record/publish/draft.ts'
import { draftsAmong, routeOfDraft } from '../../../../../renderer/features/record/publish/named-drafts.ts'

describe('drafts of recordings and answers', () => {
  it('are told from those of other screens, newest first', () => {
    const draft = newDraft({ library: 'l', thread: 'aaaaaaaaaaaaaaaa', cycle: '2026-W47' })
    const found = draftsAmong(
      new Map<string, unknown>([
        ['reply-x', { text: 'no' }],
        ['take-old', { ...draft, savedAtMs: 1 }],
        ['words-aaaaaaaaaaaaaaaa-2026-W47', { ...draft, savedAtMs: 2 }],
      ]),
    )
    expect(found.map(({ name }) => name)).toEqual(['words-aaaaaaaaaaaaaaaa-2026-W47', 'take-old'])
    expect(found.map(routeOfDraft)).toEqual([
      { screen: 'write', library: 'l', thread: 'aaaaaaaaaaaaaaaa', item: null },
      { screen: 'review', take: 'old', replaces: null },
    ])
  })
})
