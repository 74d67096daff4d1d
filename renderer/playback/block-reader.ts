/** Reads any bytes of a file by Range, in whole blocks that are kept for a while. */
export interface BlockReader {
  /** Rejects where nobody answers, or where the file is not there. */
  size(): Promise<number>
  read(start: number, end: number): Promise<Uint8Array>
  close(): void
}

const blockBytes = 256 * 1024
/** What was read is kept for what is read beside it, not for the whole hour. */
const keptBlocks = 24

/** `end` is not included. Nothing beyond the blocks that are asked for is ever read. */
export function openBlocks(url: string): BlockReader {
  const closing = new AbortController()
  const blocks = new Map<number, Promise<Uint8Array>>()
  let length: Promise<number> | null = null

  async function fetchBlock(block: number): Promise<Uint8Array> {
    const from = block * blockBytes
    const range = `bytes=${from}-${from + blockBytes - 1}`
    const response = await fetch(url, { headers: { range }, signal: closing.signal, cache: 'no-store' })
    if (response.status !== 206) throw new Error(`a part answered ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  }

  function blockAt(block: number): Promise<Uint8Array> {
    const known = blocks.get(block)
    // Read again, it is the newest once more.
    if (known) blocks.delete(block)
    const found = known ?? fetchBlock(block)
    blocks.set(block, found)
    found.catch(() => blocks.delete(block))
    for (const oldest of blocks.keys()) {
      if (blocks.size <= keptBlocks) break
      blocks.delete(oldest)
    }
    return found
  }

  async function askSize(): Promise<number> {
    const response = await fetch(url, { method: 'HEAD', signal: closing.signal })
    if (!response.ok) throw new Error(`a file answered ${response.status}`)
    return Number(response.headers.get('content-length') ?? 0)
  }

  return {
    size() {
      length ??= askSize()
      return length
    },
    async read(start, end) {
      const bytes = new Uint8Array(end - start)
      for (let block = Math.floor(start / blockBytes); block * blockBytes < end; block += 1) {
        const from = block * blockBytes
        const part = (await blockAt(block)).subarray(Math.max(0, start - from), Math.max(0, end - from))
        bytes.set(part, Math.max(0, from - start))
      }
      return bytes
    },
    close: () => closing.abort(),
  }
}
