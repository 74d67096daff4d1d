import { Failure } from '../../../domain/failure.ts'
import type { Marker } from '../../../domain/library/paths.ts'
import { openLibraryFolder } from '../folder/read/library-folder.ts'
import { type MarkerFinding, readMarker } from '../folder/read/marker.ts'
import { vanishedFailure } from '../folder/write/folder-failure.ts'

/** Whose folder this is. A folder that is not there has no marker. */
export async function identify(dir: string): Promise<MarkerFinding> {
  try {
    return await readMarker(await openLibraryFolder(dir))
  } catch {
    return { kind: 'none' }
  }
}

/** The marker of a folder that is to be opened. Throws `not-a-library`, `library-too-new`. */
export async function requireMarker(dir: string): Promise<Marker> {
  const finding = await identify(dir)
  if (finding.kind === 'marker') return finding.marker
  if (finding.kind === 'too-new') throw tooNew()
  throw new Failure({
    code: 'not-a-library',
    message: 'This folder is not a library.',
    remedy: 'Choose the folder that holds the file ownpace.json, or make a new library here.',
  })
}

/**
 * Makes sure that a folder still is the library that it was: a disk that is not mounted leaves an empty folder behind, and a
 * folder of the same name can be another one's. Throws `folder-vanished`, `another-library`, `library-too-new`.
 */
export async function requireLibrary({ dir, library }: { dir: string; library: string }): Promise<Marker> {
  const finding = await identify(dir)
  if (finding.kind === 'too-new') throw tooNew()
  if (finding.kind !== 'marker') throw vanishedFailure()
  if (finding.marker.library === library) return finding.marker
  throw new Failure({
    code: 'another-library',
    message: 'Another library stands in this folder now.',
    kept: 'What is known of this one stays readable here, and what waits is kept.',
    remedy: 'Bring the right folder back, or remove this library from this device and open the other one.',
  })
}

function tooNew(): Failure {
  return new Failure({
    code: 'library-too-new',
    message: 'This library is written by a newer Ownpace.',
    remedy: 'Update Ownpace on this device.',
  })
}
