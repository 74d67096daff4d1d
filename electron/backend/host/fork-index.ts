import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { StartIndexProcess } from '../ports.ts'

/** The index's process where this one is Node itself. */
export const forkIndex: StartIndexProcess = (moduleUrl, { onMessage, onEnd }) => {
  const child = fork(fileURLToPath(moduleUrl), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.on('message', onMessage)
  child.on('error', (error) => onEnd(error.message))
  child.on('exit', (code, signal) => onEnd(`it ended with ${signal ?? `code ${code}`}`))
  return {
    post: (message) => {
      // What cannot be sent any more belongs to a process whose end is about to be told.
      if (child.connected) child.send(message as object, () => undefined)
    },
    kill: () => child.kill('SIGKILL'),
  }
}
