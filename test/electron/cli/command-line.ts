import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const mainPath = fileURLToPath(new URL('../../../electron/cli/main.ts', import.meta.url))

export interface CliAnswer {
  exitCode: number | null
  stdout: string
  stderr: string
  /** Standard output as the one JSON document that `--json` promises. */
  json<T>(): T
}

/** Runs one command line in a process of its own, as a person's shell does. */
export function runCommand(args: string[], env: NodeJS.ProcessEnv = {}): Promise<CliAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [mainPath, ...args], { env: { ...process.env, ...env } })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (exitCode) => {
      resolve({ exitCode, stdout, stderr, json: <T>() => JSON.parse(stdout) as T })
    })
  })
}
