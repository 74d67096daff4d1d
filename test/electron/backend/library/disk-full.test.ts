import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { UpdateView } from '../../../../domain/views/records.ts'
import { filesIn, filesWith, prepareVideo, thread, until } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('disk-full')
const child = fileURLToPath(new URL('./limited-child.ts', import.meta.url))

describe('a folder without room', () => {
  it('gets the words, keeps the video waiting on the device, and gets it when there is room', async () => {
    const root = devices.folder()
    const folder = join(root, 'shared')
    const profileDir = join(root, 'aya')
    const first = await devices.start({ profileDir })
    const library = await first.create(folder)
    const threadId = await first.say(library.id, thread)
    prepareVideo(first)
    await first.close()

    // a limit of 2 MiB a file stands in for a full disk; the video is larger
    const command = 'ulimit -f 2048; exec "$@"'
    const args = [child, profileDir, library.id, threadId]
    const run = spawnSync('bash', ['-c', command, 'bash', process.execPath, ...args], { encoding: 'utf8' })
    expect(run.stdout.trim()).toBe('disk-full')
    expect(filesWith(folder, 'Words before pictures.')).toHaveLength(2)
    expect(filesIn(folder).filter((path) => /video|\.tmp$|manifest/.test(path))).toEqual([])

    const again = await devices.start({ profileDir })
    await until(async () => (await again.outbox()).length === 0)
    expect(filesIn(folder).filter((path) => /video|\.tmp$|manifest/.test(path))).toHaveLength(2)
    const [view] = await again.call<UpdateView[]>('GET', `/api/libraries/${library.id}/records?kind=update`)
    expect(view?.answers[0]?.text).toBe('Words before pictures.')
  })
})
