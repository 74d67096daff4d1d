import type { FileHandle } from 'node:fs/promises'

/** Writes a file from its beginning to its end: one of two buffers is filled while the other is written. */
export class WriteAhead {
  readonly #file: FileHandle
  #filling: Buffer
  #spare: Buffer
  #filled = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(file: FileHandle, bytesEach: number) {
    this.#file = file
    this.#filling = Buffer.allocUnsafeSlow(bytesEach)
    this.#spare = Buffer.allocUnsafeSlow(bytesEach)
  }

  /** The next so many bytes, to be filled before anything else is asked of this. Throws what writing threw. */
  async room(bytes: number): Promise<Buffer> {
    if (this.#filled + bytes > this.#filling.length) await this.#turn()
    this.#filled += bytes
    return this.#filling.subarray(this.#filled - bytes, this.#filled)
  }

  async push(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + this.#filling.length)
      ;(await this.room(part.length)).set(part)
      at += part.length
    }
  }

  /** Resolves when everything is written. */
  async finish(): Promise<void> {
    await this.#turn()
    await this.#writing
  }

  /** Resolves when nothing is being written, so that the file can be closed; what waits is not written. Never throws. */
  async settle(): Promise<void> {
    await this.#writing.catch(() => undefined)
  }

  async #turn(): Promise<void> {
    await this.#writing
    const full = this.#filling.subarray(0, this.#filled)
    this.#filling = this.#spare
    this.#spare = Buffer.from(full.buffer)
    this.#filled = 0
    this.#writing = writeAll(this.#file, full)
    this.#writing.catch(() => undefined)
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten
}
