import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keepWindowState, placeWindow, readWindowState } from '../../../electron/desktop/window-state.ts'

const screen = { x: 0, y: 25, width: 1920, height: 1055 }
const kept = { x: 100, y: 100, width: 1000, height: 700, isMaximized: false }

describe('the window', () => {
  it('opens at its design size the first time, on a small screen smaller', () => {
    expect(placeWindow({ kept: null, workAreas: [screen] })).toEqual({ width: 1280, height: 800, isMaximized: false })
    const small = { x: 0, y: 0, width: 1024, height: 600 }
    expect(placeWindow({ kept: null, workAreas: [small] })).toMatchObject({ width: 1024, height: 600 })
  })

  it('opens where it was left, on a second screen too', () => {
    expect(placeWindow({ kept, workAreas: [screen] })).toEqual(kept)
    const second = { x: -1920, y: 0, width: 1920, height: 1080 }
    const left = { ...kept, x: -1800, isMaximized: true }
    expect(placeWindow({ kept: left, workAreas: [screen, second] })).toEqual(left)
  })

  it('comes back to a screen that is there when the other was unplugged', () => {
    for (const away of [{ x: -1800 }, { x: 1850 }, { y: 1079 }, { y: -100 }]) {
      const place = placeWindow({ kept: { ...kept, ...away }, workAreas: [screen] })
      expect(place).toEqual({ width: 1000, height: 700, isMaximized: false })
    }
  })

  it('forgets its place when the file cannot be read', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ownpace-window-'))
    const path = join(dir, 'window.json')
    expect(readWindowState(path)).toBeNull()
    keepWindowState(path, kept)
    expect(readWindowState(path)).toEqual(kept)
    await writeFile(path, '{"x": "left"}')
    expect(readWindowState(path)).toBeNull()
    await rm(dir, { recursive: true })
  })
})
