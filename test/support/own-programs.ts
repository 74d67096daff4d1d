import { readdirSync, readFileSync } from 'node:fs'

/** Whether the system tells what runs, so that one program can be ended among others. */
export const canSeePrograms = process.platform === 'linux'

/** The programs that this process started and that still run, with their command lines. */
export function ownPrograms(): { id: number; words: string[] }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
    .map((name) => ({ id: Number(name), words: read(`/proc/${name}/cmdline`).split('\0') }))
}

function parentOf(id: string): number {
  // Behind the program's name, which may hold anything, stand its state and its parent.
  return Number(read(`/proc/${id}/stat`).split(') ').at(-1)?.split(' ')[1])
}

/** A program may have ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
