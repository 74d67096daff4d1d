import { fileURLToPath } from 'node:url'
import { utilityProcess } from 'electron'
import type { StartIndexProcess } from '../backend/ports.ts'

/** The index's process beside Electron's main process. */
export const startIndexProcess: StartIndexProcess = (moduleUrl, { onMessage, onEnd }) => {
  const child = utilityProcess.fork(fileURLToPath(moduleUrl), [], { serviceName: 'Ownpace library reading' })
  child.on('message', onMessage)
  // Its exit is told after it; an error that nobody listens to would become one of this process.
  child.on('error', () => undefined)
  child.once('exit', (code) => onEnd(`it ended with code ${code}`))
  // One that has not been spawned yet cannot be killed, and would stay.
  let isUnwanted = false
  child.once('spawn', () => {
    if (isUnwanted) child.kill()
  })
  return {
    post: (message) => child.postMessage(message),
    kill: () => {
      isUnwanted = true
      child.kill()
    },
  }
}
