import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RemoteState, recordingChannel } from '../../renderer/capture/remote.ts'
import { openWorld, type World } from '../support/app-in-browser.ts'
import { seriousFindings } from './screen-checks.ts'

let world: World
let page: Page

const [done, inTheWay, next] = [
  { id: 'done', text: 'What is done?', hint: '' },
  { id: 'way', text: 'What is in the way?', hint: 'And what you tried.' },
  { id: 'next', text: 'What is next?', hint: '' },
]
const recording: RemoteState = {
  ...{ type: 'state', phase: 'recording', countdownSec: null, elapsedMs: 62_000, subject: 'Payments weekly' },
  ...{ questions: [done, inTheWay, next], questionIndex: 1, question: inTheWay, nextQuestion: next },
  ...{ notes: 'Thank Tomas.', suggestedSec: 120, alarms: [], microphoneLevel: 0.5, isMicrophoneMuted: false },
  ...{ hasCamera: true, isCameraShown: true, isSwapped: false, screenKind: 'window' },
  ...{ markCount: 0, roomHours: 14, waitingBytes: 0 },
}

beforeAll(async () => {
  world = await openWorld()
  page = (await world.device({ name: 'Aya Lopes', timeZone: 'Europe/Lisbon' })).page
  await page.getByRole('button', { name: 'Start a library' }).waitFor()
})

afterAll(() => world.close())

/** Stands in for the page that records: answers who asks for its state, and keeps what it is asked to do. */
async function recordsElsewhere(elsewhere: Page, state: RemoteState): Promise<void> {
  await elsewhere.evaluate(
    ({ name, said }) => {
      const kept = globalThis as unknown as { channel?: BroadcastChannel; acts: string[] }
      kept.channel?.close()
      kept.acts ??= []
      const channel = new BroadcastChannel(name)
      channel.onmessage = ({ data }) => {
        if (data.type === 'ask') channel.postMessage(said)
        if (data.type === 'act') kept.acts.push(data.action)
      }
      kept.channel = channel
      channel.postMessage(said)
    },
    { name: recordingChannel, said: state },
  )
}

const actsOf = (elsewhere: Page): Promise<string[]> =>
  elsewhere.evaluate(() => (globalThis as unknown as { acts: string[] }).acts)

/** For what comes true within moments, however busy the machine is. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 })

describe('the small control', () => {
  it('shows what another window records, and asks it for what is pressed', async () => {
    await recordsElsewhere(page, recording)
    const control = await page.context().newPage()
    await control.setViewportSize({ width: 356, height: 420 })
    await control.goto(new URL('#/control', page.url()).href)
    await control.getByText('1:02').waitFor()
    await control.getByText('of about 2 min').waitFor()
    expect(await control.getByRole('meter', { name: 'Level of the microphone' }).getAttribute('aria-valuenow')).toBe(
      '3',
    )
    await control.getByRole('button', { name: 'Show questions and notes' }).click()
    await control.getByText('Thank Tomas.').waitFor()
    for (const name of ['Next question', 'Pause', 'Mark this moment', 'Mute the microphone', 'Finish']) {
      await control.getByRole('button', { name }).click()
    }
    await eventually(() => actsOf(page)).toEqual(['next-question', 'pause', 'mark', 'toggle-microphone', 'stop'])
    for (const colorScheme of ['light', 'dark'] as const) {
      await control.emulateMedia({ colorScheme })
      expect(await seriousFindings(control), colorScheme).toEqual([])
    }
    expect(await control.evaluate(() => document.documentElement.scrollWidth)).toBe(356)

    const alarm = { kind: 'microphone-silent', message: 'The microphone is silent.', remedy: 'Is it muted?' }
    await recordsElsewhere(page, { ...recording, phase: 'paused', alarms: [alarm], isMicrophoneMuted: true })
    await control.getByRole('alert').getByText('The microphone is silent. Is it muted?').waitFor()
    await control.getByRole('button', { name: 'Unmute the microphone', pressed: true }).waitFor()
    await control.getByRole('button', { name: 'Go on' }).click()
    await eventually(async () => (await actsOf(page)).at(-1)).toBe('resume')

    await recordsElsewhere(page, { ...recording, phase: 'countdown', countdownSec: 3 })
    await control.getByText('Begins in 3').waitFor()
    await control.getByRole('button', { name: 'Call off' }).click()
    await recordsElsewhere(page, { ...recording, phase: 'idle' })
    await control.getByText('Nothing is recorded now.').waitFor()
    expect(await control.getByRole('button', { name: 'Finish' }).count()).toBe(0)
    await control.close()
  })
})

describe('keys that work in every program', () => {
  it('are set by pressing them, where the host has them, and it is said where they cannot be had', async () => {
    // what this browser cannot do, a desktop answers
    const host = await page.evaluate(async () => (await fetch('/api/host')).json())
    const json = { ...host, abilities: [...host.abilities, 'hotkeys'] }
    await page.route('**/api/host', (route) => route.fulfill({ json }))
    await page.route('**/api/host/hotkeys', (route) => route.fulfill({ json: { isCertain: true, refused: ['mark'] } }))
    const pauses: boolean[] = []
    await page.route('**/api/host/hotkeys/pause', (route) => {
      pauses.push(route.request().postDataJSON().isPaused)
      return route.fulfill({ status: 204 })
    })
    await page.goto(new URL('#/settings', page.url()).href)
    await page.reload()
    const keys = page.getByRole('list', { name: 'Keys while recording' })
    const row = (name: string) => keys.getByRole('listitem').filter({ hasText: name })
    await row('Mark this moment').getByText('The system or another program keeps these keys for itself.').waitFor()

    await page.getByRole('button', { name: 'Change the keys: Pause or go on' }).click()
    await page.keyboard.press('p')
    expect(await row('Pause or go on').getByRole('button').count()).toBe(1)
    await page.keyboard.press('Control+Alt+K')
    await row('Pause or go on').getByText('Ctrl Alt K').waitFor()
    expect(pauses).toEqual([true, false])

    await page.getByRole('button', { name: 'Change the keys: Next question' }).click()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Control+Alt+K')
    await row('Next question').getByText('“Pause or go on” has the same keys; only the upper one works.').waitFor()

    await page.getByRole('button', { name: 'Remove the keys: Next question' }).click()
    await row('Next question').getByText('none').waitFor()
    await page.getByRole('button', { name: 'Change the keys: Next question' }).click()
    await page.keyboard.press('Escape')
    await row('Next question').getByText('none').waitFor()

    await page.getByRole('button', { name: 'As they were at first' }).click()
    await row('Next question').getByText('Alt Shift N').waitFor()
    await row('Pause or go on').getByText('Alt Shift P').waitFor()
    await page.getByRole('switch', { name: 'Keys that work in every program' }).click()
    await keys.waitFor({ state: 'detached' })
  })
})
