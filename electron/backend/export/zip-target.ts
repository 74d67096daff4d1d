import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { partsOf } from '../folder/write/inside.ts'
import { bytesOf, type SiteTarget } from './target.ts'

/** A zip that is written while it is read. */
export interface ZipTarget extends SiteTarget {
  /** All bytes of the zip. It fails where a file that was put vanishes or changes meanwhile. */
  bytes: Readable
  /** Nothing more comes. */
  end(): void
}

/**
 * A zip of a site, each file below one folder with this name. Texts are compressed; a video is stored as it is, since it
 * was compressed already. `atMs` is the time that every file in it bears.
 */
export function openZipTarget({ folder, atMs }: { folder: string; atMs: number }): ZipTarget {
  const zip = new ZipFile()
  const mtime = new Date(atMs)
  const place = (path: string): string => [folder, ...partsOf(path)].join('/')
  // what yazl's types call a stream of Node's is a PassThrough
  const bytes = zip.outputStream as Readable
  zip.on('error', (error: Error) => bytes.destroy(error))
  return {
    bytes,
    putText: async (path, content) => {
      zip.addBuffer(bytesOf(content), place(path), { mtime, mode: 0o100644 })
    },
    putFile: async (path, source) => {
      zip.addFile(source.path, place(path), { mtime, mode: 0o100644, compress: false })
    },
    end: () => zip.end(),
  }
}
