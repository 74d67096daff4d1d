import { mkdir, readdir, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { systemCode } from '../folder/write/folder-failure.ts'
import { identify } from '../library/folder-identity.ts'

const keptThere = 'What was copied stays where it is, and the next run goes on from there.'

/**
 * Makes sure that a folder can be a library's mirror, and answers its real path: it is empty, or not there yet, or holds
 * a copy of this very library; and neither of the two lies in the other. Throws `bad-request`, `another-library`,
 * `conflict`, `no-permission`, `not-found`.
 */
export async function requireMirrorPlace({
  dir,
  library,
  libraryDir,
}: {
  dir: string
  library: string
  libraryDir: string
}): Promise<string> {
  if (!isAbsolute(dir)) throw new Failure({ code: 'bad-request', message: 'A folder is named by its full path.' })
  const parent = await realpath(dirname(resolve(dir))).catch((error: unknown) => {
    throw new Failure({ code: 'not-found', message: 'The folder around this one is not there.', cause: error })
  })
  const wanted = join(parent, resolve(dir).slice(dirname(resolve(dir)).length + 1))
  const shared = await realpath(libraryDir).catch(() => libraryDir)
  if (isWithin(shared, wanted) || isWithin(wanted, shared)) {
    throw new Failure({
      code: 'bad-request',
      message: 'The mirror cannot be in the library’s folder, nor the library in the mirror.',
      remedy: 'Choose a folder elsewhere, best on another disk.',
    })
  }
  await mkdir(wanted).catch((error: unknown) => {
    if (systemCode(error) !== 'EEXIST') throw mirrorFailure(error)
  })
  const place = await realpath(wanted)
  if (place === shared || isWithin(shared, place)) {
    throw new Failure({ code: 'bad-request', message: 'This is the library’s own folder.' })
  }
  const finding = await identify(place)
  if (finding.kind === 'marker' && finding.marker.library === library) return place
  if (finding.kind === 'marker' || finding.kind === 'too-new') throw anotherLibrary()
  const names = await readdir(place).catch((error: unknown) => {
    throw mirrorFailure(error)
  })
  if (names.some((name) => !name.startsWith('.'))) {
    throw new Failure({
      code: 'conflict',
      message: 'There are other files in this folder.',
      kept: 'They were left as they are.',
      remedy: 'Choose an empty folder.',
    })
  }
  return place
}

/** Whether a mirror that was used before still stands where it was. Throws `folder-vanished`, `another-library`. */
export async function requireMirror({ dir, library }: { dir: string; library: string }): Promise<void> {
  const finding = await identify(dir)
  if (finding.kind === 'marker' && finding.marker.library === library) return
  if (finding.kind === 'marker' || finding.kind === 'too-new') throw anotherLibrary()
  throw mirrorVanished()
}

/** What went wrong in a mirror, in words for a person. */
export function mirrorFailure(thrown: unknown): Failure {
  const code = thrown instanceof Failure ? thrown.code : systemCode(thrown)
  if (code === 'disk-full' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure({
      code: 'disk-full',
      message: 'There is no room left where the mirror is.',
      kept: keptThere,
      remedy: 'Free some space there, or choose another place.',
      cause: thrown,
    })
  }
  if (code === 'no-permission' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Failure({
      code: 'no-permission',
      message: 'Ownpace may not write into the mirror’s folder.',
      kept: keptThere,
      remedy: 'Allow writing there, or choose another place.',
      cause: thrown,
    })
  }
  if (code === 'folder-vanished') return mirrorVanished(thrown)
  if (thrown instanceof Failure) return thrown
  return mirrorVanished(thrown)
}

function mirrorVanished(cause?: unknown): Failure {
  return new Failure({
    code: 'folder-vanished',
    message: 'The mirror is not where it was.',
    kept: 'The library itself is untouched.',
    remedy: 'Connect its disk, or choose the folder again to begin a new copy.',
    cause,
  })
}

function anotherLibrary(): Failure {
  return new Failure({
    code: 'another-library',
    message: 'Another library stands in this folder.',
    kept: 'It was left as it is.',
    remedy: 'Choose an empty folder.',
  })
}

function isWithin(outer: string, inner: string): boolean {
  const way = relative(outer, inner)
  return way === '' || !(way.startsWith('..') || isAbsolute(way))
}
