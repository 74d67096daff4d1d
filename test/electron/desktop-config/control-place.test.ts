import { describe, expect, it } from 'vitest'
import type { RecordingNews } from '../../../electron/backend/ports.ts'
import { controlSize, placeControl, screensForControl } from '../../../electron/desktop/control-place.ts'

const left = { id: 1, workArea: { x: 0, y: 25, width: 1920, height: 1055 } }
const right = { id: 2, workArea: { x: 1920, y: 0, width: 1280, height: 1024 } }
const size = { width: 356, height: 180 }
const recording: RecordingNews = {
  ...{ phase: 'recording', hasScreen: true, isWholeScreen: true },
  ...{ question: '', hasNextQuestion: false, isSafe: false },
}

describe('where the small control stands', () => {
  it('is at the lower right, until it was put elsewhere', () => {
    expect(placeControl({ kept: null, size, screens: [left] })).toEqual({ x: 1540, y: 876 })
    expect(placeControl({ kept: { x: 40, y: 60 }, size, screens: [left] })).toEqual({ x: 40, y: 60 })
  })

  it('is never off the screens that there are', () => {
    const kept = { x: 2800, y: 900 }
    expect(placeControl({ kept, size, screens: [left, right] })).toEqual({ x: 2800, y: 844 })
    expect(placeControl({ kept, size, screens: [left] })).toEqual({ x: 1540, y: 876 })
    expect(placeControl({ kept: { x: -300, y: -100 }, size, screens: [left] })).toEqual({ x: 0, y: 25 })
  })

  it('is as high as what it shows, and no higher than its screen', () => {
    expect(controlSize(240.4, left.workArea)).toEqual({ width: 356, height: 240 })
    expect(controlSize(9_000, right.workArea).height).toBe(976)
    expect(controlSize(10, right.workArea).height).toBe(96)
  })
})

describe('where the small control may be shown by itself', () => {
  const screens = [left, right]

  it('is everywhere where the system leaves it out of the picture, or one window is recorded', () => {
    expect(screensForControl({ recording, isHidden: true, screens, sharedId: 1 })).toEqual(screens)
    const ofWindow = { ...recording, isWholeScreen: false }
    expect(screensForControl({ recording: ofWindow, isHidden: false, screens, sharedId: null })).toEqual(screens)
  })

  it('is another screen than the recorded one, or none, where it would be in the picture', () => {
    expect(screensForControl({ recording, isHidden: false, screens, sharedId: 1 })).toEqual([right])
    expect(screensForControl({ recording, isHidden: false, screens: [left], sharedId: 1 })).toEqual([])
    expect(screensForControl({ recording, isHidden: false, screens, sharedId: null })).toEqual([])
  })

  it('is nowhere where no screen is recorded: one looks at Ownpace itself', () => {
    const voice = { ...recording, hasScreen: false, isWholeScreen: false }
    expect(screensForControl({ recording: voice, isHidden: true, screens, sharedId: null })).toEqual([])
  })
})
