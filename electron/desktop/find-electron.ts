import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Where the npm package `electron` keeps its program, without importing it: importing it downloads it. */
export interface ElectronPackage {
  /** The folder of the package. */
  dir: string
  /** The absolute path of the program; null where it was not downloaded yet. */
  programPath: string | null
}

const require = createRequire(import.meta.url)

/** The installed package `electron`; null where it is not installed. `ELECTRON_OVERRIDE_DIST_PATH` is followed. */
export function findElectronPackage(env: NodeJS.ProcessEnv): ElectronPackage | null {
  const dir = packageDir()
  if (dir === null) return null
  const distDir = env.ELECTRON_OVERRIDE_DIST_PATH || join(dir, 'dist')
  const programPath = join(distDir, programName(dir))
  return { dir, programPath: existsSync(programPath) ? programPath : null }
}

function packageDir(): string | null {
  try {
    return dirname(require.resolve('electron/package.json'))
  } catch {
    return null
  }
}

function programName(dir: string): string {
  const notedPath = join(dir, 'path.txt')
  if (existsSync(notedPath)) return readFileSync(notedPath, 'utf8').trim()
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
