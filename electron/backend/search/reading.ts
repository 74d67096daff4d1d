import { hash as sha256Of } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Cue } from '../../../domain/captions/cues.ts'
import { maxCaptionBytes, parseCaptions } from '../../../domain/captions/parse.ts'
import type { FileFacts, OnFolderCall } from '../folder/read/safe-path.ts'
import { openSyncFolder, type SyncFolder } from '../folder/read/sync-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'

/** A published file that a view speaks of. */
export interface MediaAsset {
  folder: string
  name: string
  size: number
  /** In hex. */
  sha256: string
}

/** What was found of it. */
export interface FoundMedia {
  isHere: boolean
  /** What is said, of captions that are here. */
  said: Said | null
}

export interface Said {
  /** JSON of the cues. */
  cues: string
  /** Their words, a cue a line. */
  text: string
}

/** One file of many; `from` and `to` are its place in the bytes of all. */
export type FileAnswer =
  | { path: string; kind: 'bytes'; facts: FileFacts; from: number; to: number }
  /** Its bytes are only in the cloud, or it is too large to be read beside others. */
  | { path: string; kind: 'apart' }
  | { path: string; kind: 'unreadable'; reason: string; facts: FileFacts | null }

export interface FilesAnswer {
  bytes: Uint8Array
  /** Of the first paths asked for; the rest is to be asked for again. */
  files: FileAnswer[]
}

/** What is asked of whoever reads many files; every task is answered in its turn. */
export type ReadingTask =
  | { kind: 'files'; paths: string[]; capBytes: number }
  | { kind: 'media'; assets: MediaAsset[] }
  | { kind: 'facts'; paths: string[] }

export interface ReadingAnswers {
  files: FilesAnswer
  media: FoundMedia[]
  /** Null for what is not there, and for what cannot be looked at. */
  facts: (FileFacts | null)[]
}

/** Reads many files at once, on this thread or on another. */
export interface Reading {
  /** Throws Unreadable where the folder is gone, or where no answer came in time. */
  ask<Kind extends ReadingTask['kind']>(task: Extract<ReadingTask, { kind: Kind }>): Promise<ReadingAnswers[Kind]>
  close(): void
}

/** Enough to keep whoever waits busy; a pack that is larger is gone through by itself. */
const bytesAtOnce = 2 * 1024 * 1024
const room = new Uint8Array(bytesAtOnce)

/** Carries a task out, and blocks while it does. */
export function perform(folder: SyncFolder, task: ReadingTask): ReadingAnswers[ReadingTask['kind']] {
  switch (task.kind) {
    case 'files':
      return readFiles(folder, task)
    case 'media':
      return task.assets.map((asset) => lookFor(folder, asset))
    case 'facts':
      return task.paths.map((path) => factsOf(folder, path))
  }
}

function readFiles(folder: SyncFolder, { paths, capBytes }: { paths: string[]; capBytes: number }): FilesAnswer {
  const files: FileAnswer[] = []
  let from = 0
  let isFull = false
  for (const path of paths) {
    try {
      const read = folder.read(path, (sizeBytes) => {
        if (sizeBytes > Math.min(capBytes, bytesAtOnce)) return null
        isFull = from + sizeBytes > bytesAtOnce
        return isFull ? null : room.subarray(from, from + sizeBytes)
      })
      if (isFull) break
      if (read) files.push({ path, kind: 'bytes', facts: read.facts, from, to: from + read.length })
      else files.push({ path, kind: 'apart' })
      from += read?.length ?? 0
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      files.push({ path, kind: 'unreadable', reason: error.message, facts: factsOf(folder, path) })
    }
  }
  return { bytes: room.slice(0, from), files }
}

function factsOf(folder: SyncFolder, path: string): FileFacts | null {
  try {
    return folder.facts(path)
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

const captionRoom = new Uint8Array(maxCaptionBytes)
const utf8 = new TextDecoder()

/** Videos are only looked at: opening one that is in the cloud would bring it down. */
function lookFor(folder: SyncFolder, { folder: dir, name, size, sha256 }: MediaAsset): FoundMedia {
  const path = `${dir}/${name}`
  try {
    if (name === 'video.mp4') {
      const facts = folder.facts(path)
      return { isHere: facts?.isHere === true && facts.sizeBytes === size, said: null }
    }
    const isRead = (sizeBytes: number): boolean => sizeBytes === size && size <= maxCaptionBytes
    const read = folder.read(path, (sizeBytes) => (isRead(sizeBytes) ? captionRoom.subarray(0, size) : null))
    const said = read && saidIn(captionRoom.subarray(0, read.length), { size, sha256 })
    return { isHere: said !== null, said }
  } catch (error) {
    if (error instanceof Unreadable) return { isHere: false, said: null }
    throw error
  }
}

/** What captions say whose bytes are those that the signed head names, else null. */
export function saidIn(bytes: Uint8Array, { size, sha256 }: Pick<MediaAsset, 'size' | 'sha256'>): Said | null {
  if (bytes.length !== size || sha256Of('sha256', bytes, 'hex') !== sha256) return null
  const { cues } = parseCaptions(utf8.decode(bytes))
  return { cues: JSON.stringify(cues), text: wordsOf(cues) }
}

/** All words of a video, a cue a line. */
export function wordsOf(cues: readonly Cue[]): string {
  return cues.map(({ text }) => text).join('\n')
}

/** Reads on the calling thread, a task at a time, letting others have their turn in between. */
export function createReadingHere(dir: string, onCall?: OnFolderCall): Reading {
  let folder: SyncFolder | null = null
  return {
    async ask(task) {
      await setImmediate()
      folder ??= openSyncFolder(dir, onCall)
      return perform(folder, task) as never
    },
    close: () => undefined,
  }
}
