import { describe, expect, it } from 'vitest'
import { choicesOf, layoutOf, readChoices } from '../../../../../renderer/features/record/setup/choices.ts'

describe('what one records with', () => {
  it('is there for someone who never chose', () => {
    expect(readChoices(null)).toMatchObject({ camera: null, framesPerSecond: 30, isVoiceProcessed: false })
  })

  it('keeps what an earlier version wrote, and is as new where that cannot be read', () => {
    const earlier = { camera: 'off', microphone: 'abc', systemSound: true, corner: 'top-left', isBubbleShown: false }
    expect(readChoices({ ...earlier, framesPerSecond: 7 })).toMatchObject({
      ...{ camera: 'off', microphone: 'abc', systemSound: true, isBubbleShown: false, framesPerSecond: 30 },
    })
  })

  it('brings a hidden bubble back where it was', () => {
    const choices = readChoices({ bubble: { corner: 'top-left', sizeFraction: 0.22, shape: 'rounded' } })
    expect(layoutOf({ ...choices, isBubbleShown: false })).toEqual({ bubble: null, isSwapped: false })
    expect(layoutOf(choices).bubble).toMatchObject({ corner: 'top-left', shape: 'rounded' })
    expect({ ...choices, ...choicesOf({ bubble: null, isSwapped: true }) }).toEqual({
      ...choices,
      isBubbleShown: false,
    })
  })
})
