import { createBackend } from '../../backend/app.ts'
import { closeOnSignals } from '../../browser/close-on-signals.ts'
import { startBrowserHost } from '../../browser/host.ts'
import { wrongUsage } from '../arguments.ts'
import { type Command, textOption } from '../command.ts'
import { ensurePage } from '../page.ts'

export const serve: Command = {
  words: 'serve',
  operands: [],
  summary: 'Serve the app to a Chromium-based browser on this computer, until it is stopped.',
  options: { port: { type: 'string', value: 'N', help: 'The port from now on; kept in the profile.' } },
  async run({ profileDir, options, isJson, announce, progress }) {
    const text = textOption(options, 'port')
    const port = text === null ? undefined : Number(text)
    if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
      throw wrongUsage(`--port takes a whole number up to 65535, not "${text}".`)
    }
    await ensurePage(progress)
    const host = await startBrowserHost({
      profileDir,
      createBackend,
      open: false,
      json: isJson,
      ...(port === undefined || port === 0 ? {} : { port }),
      print: (line) => console.log(line),
      log: progress,
    })
    if (host.isServedHere) closeOnSignals(host)
    else if (host.url === '') announce({ value: { url: null }, text: '' })
    return null
  },
}
