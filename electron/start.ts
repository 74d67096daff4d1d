import { parseArgs } from 'node:util'
import { toFailure } from '../domain/failure.ts'
import { createBackend } from './backend/app.ts'
import { findAppFiles } from './backend/host/app-files.ts'
import { resolveProfileDir } from './backend/profile/paths.ts'
import { closeOnSignals } from './browser/close-on-signals.ts'
import { startBrowserHost } from './browser/host.ts'
import { hasDisplay } from './browser/launch.ts'
import { provideElectron, runElectron } from './desktop/start-electron.ts'

/** `npm start`: the desktop app where Electron can run, otherwise the same app in a browser, with the reason. */
const { values } = parseArgs({ options: { profile: { type: 'string' } } })
const profileDir = resolveProfileDir({ flag: values.profile, env: process.env })
const say = (line: string): void => console.log(line)

try {
  const reason = await startDesktop()
  if (reason !== null) {
    say(`${reason}; Ownpace runs in a browser instead.`)
    await startInBrowser()
  }
} catch (error) {
  const { message, remedy } = toFailure(error)
  console.error([message, remedy].filter(Boolean).join(' '))
  process.exitCode = 1
}

/** Runs the desktop app to its end; answers why where it cannot. */
async function startDesktop(): Promise<string | null> {
  if (!hasDisplay({ env: process.env, platform: process.platform })) return 'There is no display for a desktop window'
  const electron = await provideElectron({ env: process.env, say })
  if ('reason' in electron) return electron.reason
  const ended = await runElectron({
    programPath: electron.programPath,
    args: [findAppFiles().rootDir, '--profile', profileDir],
  })
  if ('reason' in ended) return ended.reason
  process.exitCode = ended.exitCode
  return null
}

async function startInBrowser(): Promise<void> {
  const host = await startBrowserHost({
    profileDir,
    createBackend,
    open: true,
    json: false,
    print: say,
    log: (line) => console.error(line),
  })
  if (host.isServedHere) closeOnSignals(host)
}
