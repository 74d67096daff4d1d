import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import type { JsonValue } from '../../../domain/json.ts'
import { canonicalJson } from '../../../domain/library/canonical-json.ts'
import { libraryIdOf, nonceFrom } from '../../../domain/library/ids.ts'
import { type Marker, markerName } from '../../../domain/library/paths.ts'
import { libraryFields } from '../../../domain/records/library.ts'
import { defaultWorkingTime, personFields } from '../../../domain/records/person.ts'
import type { CreateLibrary } from '../../../domain/requests/requests.ts'
import { folderFailure } from '../folder/write/folder-failure.ts'
import { publishFile } from '../folder/write/publish-file.ts'
import type { RandomBytes } from '../ports.ts'
import { identify } from './folder-identity.ts'
import type { Plan, PlannedOperation } from './plan.ts'
import { emptyPlan } from './requests/context.ts'
import { sha256OfText } from './sha256.ts'
import { drawWriterKey, keepWriter, type Writer } from './writer-key.ts'

const readme = `This folder is an Ownpace library: recorded and written updates, decisions, documents and learning paths of a team.

Everything in it can be read without the app:
- media/ holds one folder for each published item, by year and month. Its item.md is the text, video.mp4 the video.
- ops/ holds what Ownpace itself reads: who published what, and when. Please leave these files as they are.

To read and write it in comfort, open this folder with Ownpace.
To bring somebody in, share the folder with them, as you would share any other.
`

export interface Founded {
  library: string
  writer: Writer
  /** What the founder says first. */
  plan: Plan
}

/**
 * Makes a library in a folder, which is made where it is missing; files that are there already are left alone.
 * The marker comes last, so that a half-made library is none.
 * @throws Failure `library-exists`, and what `publishFile` throws.
 */
export async function foundLibrary({
  request,
  profileDir,
  randomBytes,
}: {
  request: CreateLibrary
  profileDir: string
  randomBytes: RandomBytes
}): Promise<Founded> {
  const { dir, name, purpose, person } = request
  if ((await identify(dir)).kind !== 'none') {
    throw new Failure({
      code: 'library-exists',
      message: 'This folder is a library already.',
      remedy: 'Join it, or choose another folder.',
    })
  }
  await mkdir(dir, { recursive: true }).catch((error: unknown) => {
    throw folderFailure(error)
  })
  const key = drawWriterKey(randomBytes)
  const nonce = nonceFrom(randomBytes(10))
  const library = libraryIdOf(key.id, nonce, sha256OfText)
  const marker: Marker = { app: 'ownpace', format: 1, library, founder: key.id, nonce }
  const writer = await keepWriter({ profileDir, library, founder: key.id, key, claims: null })
  await writeReadme(dir)
  const bytes = Buffer.from(`${canonicalJson({ ...marker } as JsonValue)}\n`, 'utf8')
  await publishFile({ root: dir, path: markerName, source: { bytes }, writer: key.id, randomBytes })
  const about = libraryFields.about.parse({ name: name.slice(0, 120), purpose })
  const operations: PlannedOperation[] = [
    { kind: 'library.about', subject: library, body: about },
    { kind: `library.owner:${key.id}`, subject: library, body: { present: true } },
    ...introduction({ writer: key.id, person }),
  ]
  return { library, writer, plan: { ...emptyPlan, operations } }
}

/** What a new person says of themselves and their device. */
export function introduction({
  writer,
  person,
}: {
  writer: string
  person: { name: string; timeZone: string }
}): PlannedOperation[] {
  const profile = personFields.profile.parse({
    name: person.name.slice(0, 120),
    timeZone: person.timeZone,
    ...defaultWorkingTime,
  })
  return [
    { kind: 'person.profile', subject: writer, body: profile },
    deviceLabel({ writer, deviceName: `${profile.name.split(' ')[0]}’s computer` }),
  ]
}

/** What a device is called in Library health until its person renames it; the system's own name for it stays private. */
export function deviceLabel({ writer, deviceName }: { writer: string; deviceName: string }): PlannedOperation {
  return { kind: 'writer.label', subject: writer, body: { deviceName } }
}

async function writeReadme(dir: string): Promise<void> {
  try {
    if ((await readdir(dir)).includes('README.txt')) return
    const file = await open(join(dir, 'README.txt'), 'wx', 0o644)
    try {
      await file.writeFile(readme)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw folderFailure(error)
  }
}
