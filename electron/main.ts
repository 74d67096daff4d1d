import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, dialog } from 'electron'
import { toFailure } from '../domain/failure.ts'
import { createBackend } from './backend/app.ts'
import { resolveProfileDir } from './backend/profile/paths.ts'
import { runDesktop } from './desktop/run.ts'
import { registerAppScheme } from './desktop/scheme.ts'

// the switches of Chromium come in the same list, so unknown ones are let through
const { values } = parseArgs({
  args: process.argv.slice(1),
  options: { profile: { type: 'string' } },
  strict: false,
  allowPositionals: true,
})
const flag = typeof values.profile === 'string' ? values.profile : undefined
const profileDir = resolveProfileDir({ flag, env: process.env })

registerAppScheme()
app.enableSandbox()
app.setPath('userData', join(profileDir, 'electron'))

// awaiting this at the top level would never end: Electron waits for this script before it is ready
app
  .whenReady()
  .then(() => runDesktop({ profileDir, createBackend }))
  .catch((error: unknown) => {
    const { message, remedy } = toFailure(error)
    console.error(error)
    dialog.showErrorBox('Ownpace could not start', [message, remedy].filter(Boolean).join('\n\n'))
    app.exit(1)
  })
