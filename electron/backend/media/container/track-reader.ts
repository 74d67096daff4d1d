import { type FileHandle, open, stat } from 'node:fs/promises'
import { opusMs, type WebmBlock, WebmParser, type WebmTrack, webmClusters, webmHead } from './webm.ts'

const readBytes = 1024 * 1024
const keptReaders = 60
/** A frame lasts until the next one; the last one of a track, as long as the one before it, and at most this. */
const mostLastFrameMs = 100
/** Sound is decoded from a little earlier on, because a decoder needs some packets to settle. */
const soundLeadMs = 200

interface Stretch {
  fromMs: number
  toMs: number
}

/** A stretch of one track as a file of its own; its times are those of the track. */
export interface TrackCut {
  bytes: Uint8Array
  /** When the frame begins that is seen at the stretch's beginning. */
  firstFrameMs: number
}

interface Extent {
  track: WebmTrack
  firstMs: number
  lastMs: number
  endMs: number
}

/**
 * A recorded track that may still be growing. It is read once from its beginning to its end, whenever there is more of it;
 * what lies where is remembered, so that a stretch is cut out without reading what comes before it. Times in milliseconds
 * as the file has them.
 */
export class TrackReader {
  readonly path: string
  #parser = new WebmParser()
  #read = 0
  #turn: Promise<unknown> = Promise.resolve()
  #picture: Extent | null = null
  #sound: Extent | null = null
  #keys: { timeMs: number; clusterStart: number }[] = []
  #clusters: { timeMs: number; start: number }[] = []

  constructor(path: string) {
    this.path = path
  }

  /** Null where no frame was recorded. */
  get picture(): Readonly<Extent> | null {
    return this.#picture
  }

  /** Null where nothing was heard. */
  get sound(): Readonly<Extent> | null {
    return this.#sound
  }

  /** Whether nothing can be heard in it, as its head says; false while that is not read. */
  get isWithoutSound(): boolean {
    const { tracks } = this.#parser.head
    return tracks.length > 0 && tracks.every(({ kind }) => kind !== 'audio')
  }

  /** When the earliest packet begins: the track's own zero. */
  get zeroMs(): number {
    return Math.min(...this.#extents().map(({ firstMs }) => firstMs))
  }

  /** From the first packet to the end of the last; 0 where there is none. */
  get durationMs(): number {
    const extents = this.#extents()
    return extents.length === 0 ? 0 : Math.max(...extents.map(({ endMs }) => endMs)) - this.zeroMs
  }

  /** Until when every track of this file is known, from its zero on. */
  get knownMs(): number {
    const extents = this.#extents()
    return extents.length === 0 ? 0 : Math.min(...extents.map(({ lastMs }) => lastMs)) - this.zeroMs
  }

  get bytesRead(): number {
    return this.#read
  }

  #extents(): Extent[] {
    return [this.#picture, this.#sound].filter((extent) => extent !== null)
  }

  /** Reads what came since the last time. Calls wait for each other. */
  update(signal?: AbortSignal): Promise<this> {
    const updated = this.#turn.then(() => this.#update(signal))
    this.#turn = updated.catch(() => undefined)
    return updated
  }

  async #update(signal?: AbortSignal): Promise<this> {
    const { size } = await stat(this.path)
    // Bytes that nobody vouched for were cut off again: what was read of them does not count.
    if (size < this.#read) this.#forget()
    if (size === this.#read) return this
    for await (const bytes of readFrom(this.path, this.#read)) {
      signal?.throwIfAborted()
      this.#read += bytes.length
      for (const block of this.#parser.push(bytes)) this.#note(block)
    }
    return this
  }

  #forget(): void {
    this.#parser = new WebmParser()
    this.#read = 0
    this.#picture = null
    this.#sound = null
    this.#keys = []
    this.#clusters = []
  }

  #note(block: WebmBlock): void {
    const { timeMs, clusterStart } = block
    if (this.#clusters.at(-1)?.start !== clusterStart) this.#clusters.push({ timeMs, start: clusterStart })
    const known = [this.#picture, this.#sound].find((extent) => extent?.track.number === block.track)
    const extent = known ?? this.#begin(block)
    if (!extent) return
    const isSound = extent === this.#sound
    const sinceMs = timeMs - extent.lastMs
    const lengthMs = isSound ? opusMs(block.data ?? new Uint8Array(0)) : Math.min(mostLastFrameMs, Math.max(1, sinceMs))
    extent.lastMs = Math.max(extent.lastMs, timeMs)
    extent.endMs = Math.max(extent.endMs, timeMs + lengthMs)
    if (!isSound && block.isKey) this.#keys.push({ timeMs, clusterStart })
  }

  /** The first track of each kind that holds something is the one. A picture begins with its first key frame. */
  #begin({ track: number, timeMs, isKey }: WebmBlock): Extent | null {
    const track = this.#parser.head.tracks.find((candidate) => candidate.number === number)
    if (!track) return null
    const extent = { track, firstMs: timeMs, lastMs: timeMs, endMs: timeMs }
    if (track.kind === 'video' && this.#picture === null && isKey) this.#picture = extent
    else if (track.kind === 'audio' && this.#sound === null) this.#sound = extent
    else return null
    return extent
  }

  /** The picture of a stretch, from the key frame before it on; where the track does not reach it, its nearest frame. */
  async cutPicture({ fromMs, toMs }: Stretch): Promise<TrackCut | null> {
    const picture = this.#picture
    const key = this.#keys[Math.max(0, lastAt(this.#keys, fromMs))]
    if (!picture || !key) return null
    const blocks: WebmBlock[] = []
    for await (const block of this.#blocksFrom(key.clusterStart)) {
      if (block.track !== picture.track.number || block.timeMs < key.timeMs) continue
      if (block.timeMs >= toMs && blocks.length > 0) break
      blocks.push(block)
    }
    const first = blocks[0]
    if (!first) return null
    const firstFrameMs = blocks.findLast(({ timeMs }) => timeMs <= fromMs)?.timeMs ?? first.timeMs
    return {
      bytes: Buffer.concat([webmHead(this.#parser.head, [picture.track]), ...webmClusters(blocks)]),
      firstFrameMs,
    }
  }

  /** What stands before the packets of the sound in a file of their own. */
  soundHead(): Uint8Array | null {
    return this.#sound && webmHead(this.#parser.head, [this.#sound.track])
  }

  /** The packets of the sound of a stretch, in small groups, a little of what comes before it included. */
  async *soundOf({ fromMs, toMs }: Stretch): AsyncGenerator<WebmBlock[]> {
    const sound = this.#sound
    const cluster = this.#clusters[Math.max(0, lastAt(this.#clusters, fromMs - soundLeadMs))]
    if (!sound || !cluster) return
    let group: WebmBlock[] = []
    for await (const block of this.#blocksFrom(cluster.start)) {
      if (block.track !== sound.track.number || block.timeMs < fromMs - soundLeadMs) continue
      if (block.timeMs >= toMs) break
      group.push(block)
      if (group.length < 100) continue
      yield group
      group = []
    }
    if (group.length > 0) yield group
  }

  /** Every packet of the sound from the beginning on; at the end of the file it asks whether to wait for more. */
  async *followSound(hasMore: () => Promise<boolean>): AsyncGenerator<WebmBlock[]> {
    const parser = new WebmParser(0)
    let at = 0
    for (let isLast = false; ; ) {
      for await (const bytes of readFrom(this.path, at)) {
        at += bytes.length
        const blocks = parser.push(bytes)
        const number = this.#sound?.track.number
        const heard = blocks.filter(({ track }) => track === number)
        if (heard.length > 0) yield heard
      }
      if (isLast) return
      // What came while it was asked is read too.
      isLast = !(await hasMore())
    }
  }

  async *#blocksFrom(start: number): AsyncGenerator<WebmBlock> {
    const parser = new WebmParser(start, this.#parser.head)
    for await (const bytes of readFrom(this.path, start)) yield* parser.push(bytes)
  }
}

/** The readers of the tracks that were asked for last: what one has read, another need not read again. */
export class TrackReaders {
  readonly #known = new Map<string, TrackReader>()

  of(path: string): TrackReader {
    const reader = this.#known.get(path) ?? new TrackReader(path)
    // The one used last stands last.
    this.#known.delete(path)
    this.#known.set(path, reader)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= keptReaders) break
      this.#known.delete(oldest)
    }
    return reader
  }
}

/** The bytes of a file from a place on until where it ends now, a piece at a time. */
async function* readFrom(path: string, start: number): AsyncGenerator<Uint8Array> {
  const file: FileHandle = await open(path, 'r')
  try {
    let at = start
    for (;;) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(readBytes), 0, readBytes, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** The index of the last entry at or before a time; -1 where all come later. */
function lastAt(entries: readonly { timeMs: number }[], timeMs: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.timeMs ?? 0) <= timeMs) low = middle + 1
    else high = middle
  }
  return low - 1
}
