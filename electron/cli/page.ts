import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../domain/failure.ts'
import { findAppFiles } from '../backend/host/app-files.ts'

/** Builds the page where it has not been built yet, as in a fresh checkout; a packaged app brings it along. */
export async function ensurePage(progress: (line: string) => void): Promise<void> {
  const { pageDir, rootDir } = findAppFiles()
  if (existsSync(join(pageDir, 'index.html'))) return
  progress('Building the page, once')
  const vite = join(rootDir, 'node_modules', 'vite', 'bin', 'vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--app'], { cwd: rootDir, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (exitCode === 0) return
  throw new Failure({
    code: 'internal',
    message: 'The page could not be built.',
    remedy: 'Run "npm run build" to see why.',
    cause: errors,
  })
}
