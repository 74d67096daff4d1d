import { describe, expect, it } from 'vitest'
import { text } from '../../../../../renderer/app/messages/text.ts'
import { prompterPlace } from '../../../../../renderer/features/record/under-way/prompter-words.ts'

const words = (screenKind: 'screen' | 'window' | 'tab' | null, abilities: string[] = []): string =>
  text('record.prompter-place', { place: prompterPlace({ screenKind, abilities }) })

describe('the prompter says whether others will see it', () => {
  it('where only a camera, a window or a tab is recorded', () => {
    expect(words(null)).toContain('is not in the recording')
    expect(words('window')).toContain('only what you chose')
    expect(words('tab')).toContain('only what you chose')
  })

  it('where the whole screen is', () => {
    expect(words('screen')).toContain('can be seen in it')
    expect(words('screen', ['hidden-control'])).toContain('left out of the recording')
  })
})
