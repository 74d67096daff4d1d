import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { maxCaptionBytes } from '../../../domain/captions/parse.ts'
import { type TakeCaptions, takeCaptionsSchema } from '../../../domain/captions/take-captions.ts'
import { noSuchTake, writeFailure } from '../recordings/fs-failures.ts'

/** The captions of takes: `captions.json` in each take's folder. */
export interface CaptionsStore {
  /** Null where there are none, or where what is there cannot be read. */
  read(takeId: string): Promise<TakeCaptions | null>
  /** Replaces them, whole or not at all. Throws `not-found`, `disk-full`. */
  write(takeId: string, captions: TakeCaptions): Promise<void>
  remove(takeId: string): Promise<void>
}

export function captionsStore(dirOf: (takeId: string) => string): CaptionsStore {
  const pathOf = (takeId: string): string => join(dirOf(takeId), 'captions.json')
  return {
    async read(takeId) {
      const path = pathOf(takeId)
      const size = (await stat(path).catch(() => null))?.size ?? 0
      // JSON writes some characters as two.
      if (size === 0 || size > 2 * maxCaptionBytes + 1024) return null
      try {
        return takeCaptionsSchema.parse(JSON.parse(await readFile(path, 'utf8')))
      } catch {
        return null
      }
    },

    async write(takeId, captions) {
      const path = pathOf(takeId)
      if ((await stat(dirOf(takeId)).catch(() => null)) === null) throw noSuchTake()
      const temporary = `${path}.new`
      try {
        const file = await open(temporary, 'w', 0o600)
        try {
          await file.writeFile(`${JSON.stringify(captions)}\n`)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(temporary, path)
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined)
        throw writeFailure(error)
      }
    },

    remove: (takeId) => rm(pathOf(takeId), { force: true }),
  }
}
