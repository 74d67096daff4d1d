import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { sideBySide } from '../../../../../electron/backend/media/compose/side-by-side.ts'

/** Goes on until it is aborted. */
async function endless(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort')
  throw new Error('aborted')
}

describe('two works side by side', () => {
  it('give what both made', async () => {
    const discard = () => Promise.reject(new Error('nothing is to be discarded'))
    expect(await sideBySide([async () => 'picture', async () => 'sound'], { discard })).toEqual(['picture', 'sound'])
  })

  it.each([
    ['first', async () => Promise.reject(new Error('full')), endless],
    ['second', endless, async () => Promise.reject(new Error('full'))],
  ])('end together, by what failed first, where the %s one fails', async (_which, first, second) => {
    await expect(sideBySide([first, second], { discard: async () => undefined })).rejects.toThrow('full')
  })

  it('discard what the second one made where the first one fails', async () => {
    const discarded: string[] = []
    const discard = async (made: string) => void discarded.push(made)
    await expect(
      sideBySide([() => Promise.reject(new Error('full')), async () => 'sound'], { discard }),
    ).rejects.toThrow()
    expect(discarded).toEqual(['sound'])
  })

  it('end where whoever asked does not want them any more', async () => {
    const cancel = new AbortController()
    const works = sideBySide([endless, endless], { signal: cancel.signal, discard: async () => undefined })
    cancel.abort()
    await expect(works).rejects.toThrow('aborted')
  })
})
