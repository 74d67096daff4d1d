import type { ElectronApplication } from 'playwright-core'
import type { Area } from '../support/frames.ts'

/** Black and white in turns, so that a picture of the screen tells whether it is the true one. */
const blinkingPage = `<!doctype html><meta charset="utf-8"><title>Blinking</title><body style="background: #fff"><script>
  setInterval(() => { document.body.style.background = Math.floor(Date.now() / 500) % 2 ? '#fff' : '#000' }, 50)
</script>`

/** Opens a window of another program, as far as the app is concerned, at a place of the screen that nothing covers. */
export async function openBlinkingWindow(app: ElectronApplication, area: Area): Promise<void> {
  await app.evaluate(
    async ({ BrowserWindow }, { page, bounds }) => {
      const window = new BrowserWindow({
        ...bounds,
        frame: false,
        focusable: false,
        webPreferences: { sandbox: true, backgroundThrottling: false },
      })
      await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`)
    },
    { page: blinkingPage, bounds: area },
  )
}
