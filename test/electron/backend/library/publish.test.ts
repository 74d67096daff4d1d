import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesIn, thread, until, update } from './devices.ts'
import { setUpDevices } from './setup.ts'

const devices = setUpDevices('publish')

describe('publishing', () => {
  it('lets another device read what one has published', async () => {
    const { aya, ben, folder } = await devices.two()
    const library = await aya.create(folder)
    expect(library).toMatchObject({ name: 'Payments team', state: 'ready', isUnconfirmed: false })
    const threadId = await aya.say(library.id, thread)
    const updateId = await aya.say(library.id, update(threadId, 'Refunds now settle in two days.'))

    const joined = await ben.join(folder, 'Ben')
    expect(joined.id).toBe(library.id)
    const { view } = await ben.record(library.id, updateId)
    expect(view).toMatchObject({
      kind: 'update',
      author: library.me,
      thread: threadId,
      title: 'Refunds settle again',
      answers: [{ text: 'Refunds now settle in two days.' }, { text: 'The audit.', isBlocker: true }],
    })
    await until(async () => {
      const people: { name: string }[] = await ben.call('GET', `/api/libraries/${library.id}/records?kind=person`)
      return (
        people
          .map(({ name }) => name)
          .sort()
          .join() === 'Aya,Ben'
      )
    })
  })

  it('leaves a text beside each update that reads well without the app', async () => {
    const { aya, folder } = await devices.two()
    const library = await aya.create(folder)
    const threadId = await aya.say(library.id, thread)
    await aya.say(library.id, update(threadId, 'Refunds now settle in two days.'))
    const path = filesIn(folder).find((file) => file.endsWith('item.md')) ?? ''
    expect(path).toMatch(/^media\/\d{4}\/\d{2}\/\d{4}-\d{2}-\d{2}-payments-aya-[a-z2-7]{16}-[a-z2-7]{10}\/item\.md$/)
    const text = readFileSync(join(folder, path), 'utf8')
    expect(text).toContain('# Refunds settle again\n\nBy Aya')
    expect(text).toContain('## What moved?\n\nRefunds now settle in two days.')
    expect(text).toContain('## What is in the way?\n\nThe audit.\n\nThis is in the way.')
    expect(text).toContain('Thread: Payments')
  })
})
