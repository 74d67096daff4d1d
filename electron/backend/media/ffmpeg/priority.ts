import { spawn } from 'node:child_process'
import { constants, platform, setPriority } from 'node:os'

/** `low` leaves the computer to the person; `idle` also takes only what nobody else wants (while something is recorded). */
export type Priority = 'normal' | 'low' | 'idle'

/** Lowers a process just started. What the system does not allow is let be: it would only have been politer. */
export function lowerPriority(pid: number, priority: Priority): void {
  if (priority === 'normal') return
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    return
  }
  if (priority !== 'idle' || platform() !== 'linux') return
  // -a: the encoder's threads may be there already.
  spawn('chrt', ['-a', '-i', '-p', '0', String(pid)], { stdio: 'ignore' }).on('error', () => undefined)
}
