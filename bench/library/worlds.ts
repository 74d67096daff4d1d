import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A generated library, and where the bench keeps what it makes of it. */
export interface World {
  updateCount: number
  dir: string
  library: string
  founder: string
  /** Of the index that the product fills. */
  indexPath: string
}

/** The thread that reads many files for an index, as the app gives it one. */
export const readerUrl = new URL('../../electron/backend/search/index-worker.ts', import.meta.url)

const projectDir = fileURLToPath(new URL('../..', import.meta.url))

/** The library of so many updates in `base`; made where it is not there yet, so that a bench can be repeated. */
export async function worldOf({
  base,
  updateCount,
  personCount,
  isLoose = false,
}: {
  base: string
  updateCount: number
  personCount: number
  isLoose?: boolean
}): Promise<World> {
  const name = `${updateCount}${isLoose ? '-loose' : ''}`
  const dir = join(base, name)
  if (!existsSync(dir)) {
    console.log(`generating ${updateCount} updates by ${personCount} people${isLoose ? ', nothing packed' : ''} …`)
    const numbers = ['--updates', String(updateCount), '--people', String(personCount)]
    const args = [
      'electron/cli/main.ts',
      'generate',
      ...numbers,
      '--out',
      dir,
      ...(isLoose ? ['--loose'] : []),
      '--json',
    ]
    await promisify(execFile)(process.execPath, args, { cwd: projectDir })
  }
  const marker = JSON.parse(readFileSync(join(dir, 'ownpace.json'), 'utf8')) as { library: string; founder: string }
  return { updateCount, dir, ...marker, indexPath: join(base, `${name}.sqlite`) }
}
