import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseBatch } from '../../../../domain/library/batch.ts'
import { filesIn, thread, update } from './devices.ts'
import { setUpDevices } from './setup.ts'
import { openWorld, say } from './upkeep-world.ts'

const devices = setUpDevices('vanishing-folder')
/** How many random bytes a temporary's name takes. */
const nameBytes = 8

describe('a disk that goes away in the middle of publishing and leaves an empty folder', () => {
  it('gets everything when it is back, once and without a gap, whatever the empty folder took', async () => {
    const root = devices.folder()
    const folder = join(root, 'folder')
    const away = join(root, 'away')
    let drawsBefore = Number.POSITIVE_INFINITY
    const vanish = (): void => {
      renameSync(folder, away)
      mkdirSync(folder)
    }
    const device = await openWorld({
      profileDir: join(root, 'aya'),
      clock: { nowMs: () => Date.now() },
      randomBytes(byteCount) {
        if (byteCount === nameBytes && drawsBefore-- === 0) vanish()
        return randomBytes(byteCount)
      },
    })
    const library = await device.create(folder)
    const threadId = await say(library, thread)
    const texts = ['Vanished before the text.', 'Vanished before the batch.', 'Vanished before the manifest.']
    for (const [place, text] of texts.entries()) {
      drawsBefore = place
      await library.outbox.request(update(threadId, text))
      await library.outbox.settled()
      expect(library.outbox.list()).toHaveLength(1)
      rmSync(folder, { recursive: true })
      renameSync(away, folder)
      library.outbox.wake()
      await library.outbox.settled()
      expect(library.outbox.list()).toEqual([])
    }
    const heads = filesIn(join(folder, 'ops')).map((path) => {
      const batch = parseBatch(readFileSync(join(folder, 'ops', path), 'utf8'))
      return 'reason' in batch ? batch.reason : batch.head.seq
    })
    expect(heads).toEqual([1, 2, 3, 4, 5])
    expect(filesIn(folder).filter((path) => path.endsWith('/item.md'))).toHaveLength(3)
    expect(filesIn(folder).filter((path) => path.endsWith('/manifest.json'))).toHaveLength(3)
    await device.close()
  })
})
