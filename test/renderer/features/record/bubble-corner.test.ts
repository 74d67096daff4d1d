import { describe, expect, it } from 'vitest'
import { cornerAt, cornerByKey } from '../../../../renderer/features/record/bubble-corner.ts'

describe('the camera on the picture', () => {
  it('goes to the corner nearest to where it is dropped', () => {
    expect(cornerAt({ x: 0.1, y: 0.9 })).toBe('bottom-left')
    expect(cornerAt({ x: 0.8, y: 0.2 })).toBe('top-right')
  })

  it('goes where an arrow key sends it, and stays at its edge', () => {
    expect(cornerByKey('bottom-right', 'ArrowUp')).toBe('top-right')
    expect(cornerByKey('bottom-right', 'ArrowLeft')).toBe('bottom-left')
    expect(cornerByKey('bottom-right', 'ArrowRight')).toBe('bottom-right')
    expect(cornerByKey('bottom-right', 'Enter')).toBeNull()
  })
})
