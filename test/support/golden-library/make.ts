/**
 * Makes the golden library anew: `node test/support/golden-library/make.ts FOLDER`. What is committed under
 * test/fixtures/library-v1 is what counts and is never made again: later versions read it to the same state.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { putFile } from '../library-writer.ts'
import { packMonth, writeSpring } from './spring.ts'
import { writeSummer } from './summer.ts'
import { writeTrouble } from './trouble.ts'
import { openWorld } from './world.ts'

const readme = `This folder is an Ownpace library. Everything in it can be read without the app.

Please leave the files in ops/ as they are.
`

/** Writes the library into an empty folder; the same bytes every time. */
export function writeGoldenLibrary(dir: string): void {
  const world = openWorld(dir)
  putFile(join(dir, 'README.txt'), readme)
  const spring = writeSpring(world)
  writeSummer(world, spring)
  writeTrouble(world, spring)
  packMonth(dir, { writer: world.aya, batches: spring.may })
}

const [, script, dir] = process.argv
if (script?.endsWith('golden-library/make.ts')) {
  if (dir === undefined) throw new Error('name an empty folder')
  mkdirSync(dir, { recursive: true })
  if (readdirSync(dir).length > 0) throw new Error('the folder is not empty')
  writeGoldenLibrary(dir)
}
