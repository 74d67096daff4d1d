import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserServer, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { type ServingChild, spawnTakes } from '../electron/backend/recordings/child.ts'
import { startScreen } from '../support/screen.ts'

export interface CaptureWorld {
  profileDir: string
  backend(): ServingChild
  /** Kills the backend as a power switch would, and starts another on the same port and profile. */
  killBackend(): Promise<void>
  startBackend(options?: { maxFileBytes?: number }): Promise<void>
  /** A page of a real browser on a screen of its own, with a camera and a microphone that always give something. */
  openPage(options?: OpenPageOptions): Promise<{ page: Page; browser: BrowserServer }>
  close(): Promise<void>
}

export interface OpenPageOptions {
  isPermitted?: boolean
  /** What the browser's picker is told to choose. */
  shown?: 'screen' | 'tab'
  args?: string[]
}

/** A real backend process, a real screen (Xvfb), and a page built from the capture code alone. */
export async function captureWorld({ width = 1280, height = 720 } = {}): Promise<CaptureWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'ownpace-capture-'))
  const profileDir = join(dir, 'profile')
  const pageDir = join(dir, 'page')
  await buildPage(pageDir)
  const screen = await startScreen({ width, height })
  let backend = await spawnTakes({ profileDir, pageDir })
  const { port } = backend
  const browsers: BrowserServer[] = []

  return {
    profileDir,
    backend: () => backend,
    killBackend: () => backend.kill(),
    async startBackend({ maxFileBytes } = {}) {
      backend = await spawnTakes({ profileDir, pageDir, port, maxFileBytes })
    },
    async openPage({ isPermitted = true, shown = 'screen', args = [] } = {}) {
      const server = await chromium.launchServer({
        executablePath: '/usr/bin/chromium',
        headless: false,
        args: [
          '--no-sandbox',
          '--use-fake-device-for-media-stream',
          shown === 'screen'
            ? '--auto-select-desktop-capture-source=Entire screen'
            : '--auto-select-tab-capture-source-by-title=Shown',
          '--window-position=0,0',
          `--window-size=${width},${height}`,
          ...args,
        ],
        env: { ...process.env, DISPLAY: screen.display },
      })
      browsers.push(server)
      const browser = await chromium.connect(server.wsEndpoint())
      const context = await browser.newContext({ viewport: null })
      const origin = `http://127.0.0.1:${port}`
      if (isPermitted) await context.grantPermissions(['camera', 'microphone'], { origin })
      const page = await context.newPage()
      await page.goto(`${origin}/index.html`)
      await page.waitForFunction(() => 'capture' in window)
      return { page, browser: server }
    },
    async close() {
      for (const browser of browsers) await browser.kill()
      await backend.kill()
      await screen.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function buildPage(pageDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: pageDir,
      emptyOutDir: true,
      target: 'chrome130',
      lib: {
        entry: fileURLToPath(new URL('./capture-page.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'page.js',
      },
    },
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const html =
    '<!doctype html><meta charset="utf-8"><title>Capture</title><body><script type="module" src="/page.js"></script>'
  await writeFile(join(pageDir, 'index.html'), html)
}
