import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import type { StartIndexProcess } from '../backend/ports.ts'

/** The index's process beside Electron's main process. */
export const startIndexProcess: StartIndexProcess = (moduleUrl, { onMessage, onEnd }) => {
  const child = utilityProcess.fork(fileURLToPath(moduleUrl), [], { serviceName: 'Ownpace library reading' })
  child.on('message', onMessage)
  child.once('exit', (code) => onEnd(`it ended with code ${code}`))
  return {
    post: (message) => child.postMessage(message),
    kill: () => {
      child.kill()
    },
  }
}
