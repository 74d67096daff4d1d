/** A track of a WebM file as its head announces it. */
export interface WebmTrack {
  number: number
  kind: 'video' | 'audio'
  codec: string
  /** Zero for sound. */
  width: number
  height: number
  channels: number
  /** The whole TrackEntry element, to be written into another file. */
  entry: Uint8Array
}

/** A frame or a packet, with its whole element (SimpleBlock or BlockGroup), to be written into another file. */
export interface WebmBlock {
  track: number
  timeMs: number
  isKey: boolean
  /** Of the cluster that holds it: where that begins in the file, and its own time in the file's units. */
  clusterStart: number
  clusterTime: number
  element: Uint8Array
  /** The frame itself; null where several are laced into one block. */
  data: Uint8Array | null
}

export interface WebmHead {
  tracks: WebmTrack[]
  /** Nanoseconds of one unit of the file's times. */
  timeScale: number
}

const ids = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timeScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackType: 0x83,
  codec: 0x86,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  audio: 0xe1,
  channels: 0x9f,
  cluster: 0x1f43b675,
  time: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  reference: 0xfb,
} as const

/** No element that a recorder writes is greater; one that claims to be is damage. */
const maxElementBytes = 64 * 1024 * 1024

/**
 * Reads a WebM file piece by piece, cut anywhere, as a recorder writes it: clusters of any size, no index, an end that may be
 * torn. What follows damage is not read.
 */
export class WebmParser {
  readonly head: WebmHead = { tracks: [], timeScale: 1_000_000 }
  isBroken = false
  #rest: Uint8Array = new Uint8Array(0)
  /** Where `#rest` begins in the file. */
  #at: number
  #skip = 0
  #clusterStart = 0
  #clusterTime = 0

  /** `at` is where in the file the bytes to come begin: its beginning, or a cluster; the head is then that of another reading. */
  constructor(at = 0, head?: WebmHead) {
    this.#at = at
    if (head) this.head = head
  }

  /** Where in the file the first byte stands that is not read to its end. */
  get position(): number {
    return this.#at
  }

  /** The blocks that these next bytes complete. */
  push(bytes: Uint8Array): WebmBlock[] {
    const blocks: WebmBlock[] = []
    if (this.isBroken) return blocks
    let data = this.#rest.length === 0 ? bytes : joined([this.#rest, bytes])
    for (;;) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, data.length)
        this.#skip -= skipped
        this.#at += skipped
        data = data.subarray(skipped)
      }
      const used = this.#skip > 0 ? 0 : this.#element(data, blocks)
      if (used === 0) break
      this.#at += used
      data = data.subarray(used)
    }
    this.#rest = data.slice()
    return blocks
  }

  /** Reads one element at the beginning of `data`; returns how many bytes that took, 0 where it is not complete. */
  #element(data: Uint8Array, blocks: WebmBlock[]): number {
    const header = elementHeader(data)
    if (header === null) {
      this.isBroken = data.length >= 12
      return 0
    }
    const { id, size, bodyStart } = header
    if (id === ids.cluster) this.#clusterStart = this.#at
    if (id === ids.segment || id === ids.cluster) return bodyStart
    if (size === null || size > maxElementBytes) {
      this.isBroken = true
      return 0
    }
    const isRead = id === ids.info || id === ids.tracks || id === ids.time || id === ids.simpleBlock
    if (!isRead && id !== ids.blockGroup) {
      this.#skip = size
      return bodyStart
    }
    const end = bodyStart + size
    if (data.length < end) return 0
    const body = data.subarray(bodyStart, end)
    if (id === ids.info) this.head.timeScale = numberOf(childOf(body, ids.timeScale)) || 1_000_000
    if (id === ids.tracks && this.head.tracks.length === 0) this.head.tracks = readTracks(body)
    if (id === ids.time) this.#clusterTime = numberOf(body)
    if (id === ids.simpleBlock || id === ids.blockGroup) {
      const block = this.#block(id === ids.simpleBlock ? body : null, body, data.slice(0, end))
      if (block) blocks.push(block)
    }
    return end
  }

  #block(simple: Uint8Array | null, body: Uint8Array, element: Uint8Array): WebmBlock | null {
    const block = simple ?? childOf(body, ids.block)
    const track = block === null ? null : readNumber(block, 0, false)
    if (block === null || track === null || block.length < track.length + 3) return null
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
    const flags = view.getUint8(track.length + 2)
    const units = this.#clusterTime + view.getInt16(track.length)
    return {
      track: track.value,
      timeMs: (units * this.head.timeScale) / 1_000_000,
      isKey: simple === null ? childOf(body, ids.reference) === null : (flags & 0x80) !== 0,
      clusterStart: this.#clusterStart,
      clusterTime: this.#clusterTime,
      element,
      data: (flags & 0x06) === 0 ? block.slice(track.length + 3) : null,
    }
  }
}

/** The beginning of a WebM file that holds these tracks alone; clusters follow it. */
export function webmHead({ timeScale }: WebmHead, tracks: readonly WebmTrack[]): Uint8Array {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value)
  return joined([
    element(
      ids.ebml,
      element(0x4286, [1]),
      element(0x42f7, [1]),
      element(0x42f2, [4]),
      element(0x42f3, [8]),
      element(0x4282, text('matroska')),
      element(0x4287, [4]),
      element(0x4285, [2]),
    ),
    // A segment of unknown size lasts until the end of the file.
    Uint8Array.from([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    element(ids.info, element(ids.timeScale, numberBytes(timeScale)), element(0x4d80, text('Ownpace'))),
    element(ids.tracks, ...tracks.map(({ entry }) => entry)),
  ])
}

/** Blocks in the order of their file as clusters of another; their times stay what they were. */
export function webmClusters(blocks: readonly WebmBlock[]): Uint8Array[] {
  const clusters: Uint8Array[] = []
  let from = 0
  while (from < blocks.length) {
    const clusterTime = blocks[from]?.clusterTime ?? 0
    let to = from
    while (to < blocks.length && blocks[to]?.clusterTime === clusterTime) to++
    const elements = blocks.slice(from, to).map((block) => block.element)
    clusters.push(element(ids.cluster, element(ids.time, numberBytes(clusterTime)), ...elements))
    from = to
  }
  return clusters
}

/** How long an Opus packet lasts, in milliseconds (RFC 6716, 3.1). */
export function opusMs(packet: Uint8Array): number {
  const [toc = 0, count = 0] = packet
  const config = toc >> 3
  const silk = [10, 20, 40, 60][config & 3] ?? 20
  const frameMs = config < 12 ? silk : config < 16 ? [10, 20][config & 1] : [2.5, 5, 10, 20][config & 3]
  const frames = (toc & 3) === 0 ? 1 : (toc & 3) === 3 ? count & 0x3f : 2
  return (frameMs ?? 20) * frames
}

function readTracks(body: Uint8Array): WebmTrack[] {
  const tracks: WebmTrack[] = []
  for (const { id, body: entryBody, whole } of childrenOf(body)) {
    const kind = id === ids.trackEntry ? trackKind(entryBody) : null
    if (kind === null) continue
    const video = childOf(entryBody, ids.video) ?? new Uint8Array(0)
    const audio = childOf(entryBody, ids.audio) ?? new Uint8Array(0)
    tracks.push({
      number: numberOf(childOf(entryBody, ids.trackNumber)),
      kind,
      codec: new TextDecoder().decode(childOf(entryBody, ids.codec) ?? new Uint8Array(0)),
      width: numberOf(childOf(video, ids.width)),
      height: numberOf(childOf(video, ids.height)),
      channels: kind === 'audio' ? numberOf(childOf(audio, ids.channels)) || 1 : 0,
      entry: whole.slice(),
    })
  }
  return tracks
}

function trackKind(entry: Uint8Array): WebmTrack['kind'] | null {
  const type = numberOf(childOf(entry, ids.trackType))
  return type === 1 ? 'video' : type === 2 ? 'audio' : null
}

function elementHeader(data: Uint8Array): { id: number; size: number | null; bodyStart: number } | null {
  const id = readNumber(data, 0, true)
  if (id === null || id.length > 4) return null
  const size = readNumber(data, id.length, false)
  if (size === null) return null
  return { id: id.value, size: size.isUnknown ? null : size.value, bodyStart: id.length + size.length }
}

function readNumber(
  data: Uint8Array,
  at: number,
  keepsMarker: boolean,
): { value: number; length: number; isUnknown: boolean } | null {
  const first = data[at]
  if (first === undefined || first === 0) return null
  const length = Math.clz32(first) - 23
  if (data.length < at + length) return null
  const marker = 0x80 >> (length - 1)
  let value = keepsMarker ? first : first & (marker - 1)
  let isUnknown = (first & (marker - 1)) === marker - 1
  for (let index = 1; index < length; index++) {
    const byte = data[at + index] ?? 0
    if (byte !== 0xff) isUnknown = false
    value = value * 256 + byte
  }
  return { value, length, isUnknown }
}

function* childrenOf(body: Uint8Array): Generator<{ id: number; body: Uint8Array; whole: Uint8Array }> {
  let at = 0
  while (at < body.length) {
    const header = elementHeader(body.subarray(at))
    if (header === null || header.size === null) return
    const end = at + header.bodyStart + header.size
    if (end > body.length) return
    yield { id: header.id, body: body.subarray(at + header.bodyStart, end), whole: body.subarray(at, end) }
    at = end
  }
}

function childOf(body: Uint8Array, wanted: number): Uint8Array | null {
  for (const child of childrenOf(body)) if (child.id === wanted) return child.body
  return null
}

function numberOf(bytes: Uint8Array | null): number {
  return (bytes ?? new Uint8Array(0)).reduce((value, byte) => value * 256 + byte, 0)
}

function numberBytes(value: number): number[] {
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return bytes.length === 0 ? [0] : bytes
}

function element(id: number, ...parts: (Uint8Array | number[])[]): Uint8Array {
  const bodies = parts.map((part) => (part instanceof Uint8Array ? part : Uint8Array.from(part)))
  const size = bodies.reduce((sum, { length }) => sum + length, 0)
  // A size in eight bytes, whatever it is.
  const sizeBytes = new Uint8Array(8)
  new DataView(sizeBytes.buffer).setBigUint64(0, BigInt(size) | (1n << 56n))
  return joined([Uint8Array.from(numberBytes(id)), sizeBytes, ...bodies])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
