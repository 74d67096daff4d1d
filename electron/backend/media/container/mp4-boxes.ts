/** Builds the boxes of an MP4 file (ISO/IEC 14496-12, -14 and -15). */

export interface PictureTrack {
  width: number
  height: number
  /** The content of the avcC box: H.264's parameter sets. */
  avcC: Uint8Array
  framesPerSecond: number
}

export interface SoundTrack {
  channels: number
  /** AAC's AudioSpecificConfig. */
  config: Uint8Array
}

export const soundRate = 48_000
/** Samples of one AAC packet. */
export const aacSamples = 1024
/** Of one picture, in units of its track: 512 a frame. */
export const unitsPerFrame = 512

export const pictureTrackId = 1
export const soundTrackId = 2

export function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, { length }) => sum + length, 8)
  const whole = new Uint8Array(size)
  new DataView(whole.buffer).setUint32(0, size)
  whole.set(ascii(type), 4)
  let at = 8
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function fullBox(type: string, flags: { version?: number; flags?: number }, ...parts: Uint8Array[]): Uint8Array {
  return box(type, u32(((flags.version ?? 0) << 24) | (flags.flags ?? 0)), ...parts)
}

export function u32(...values: number[]): Uint8Array {
  return u32s(values)
}

/** Many numbers at once; negative ones as two's complement. */
export function u32s(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 4)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < values.length; index++) view.setUint32(index * 4, (values[index] ?? 0) >>> 0)
  return bytes
}

function u16(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 2)
  const view = new DataView(bytes.buffer)
  for (const [index, value] of values.entries()) view.setUint16(index * 2, value)
  return bytes
}

export function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

function u8(...values: number[]): Uint8Array {
  return Uint8Array.from(values)
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

export function fileType(): Uint8Array {
  return box('ftyp', ascii('iso6'), u32(512), ascii('iso6'), ascii('avc1'), ascii('mp41'))
}

export interface Movie {
  picture: { track: PictureTrack; durationUnits: number; tables: Uint8Array[] } | null
  sound: { track: SoundTrack; durationUnits: number; tables: Uint8Array[] } | null
  /** Its samples come in fragments after it. */
  isFragmented: boolean
}

/** The moov box. */
export function movieBox({ picture, sound, isFragmented }: Movie): Uint8Array {
  const timescale = 1000
  const pictureMs = picture ? (picture.durationUnits * 1000) / (picture.track.framesPerSecond * unitsPerFrame) : 0
  const soundMs = sound ? (sound.durationUnits * 1000) / soundRate : 0
  const durationMs = Math.round(Math.max(pictureMs, soundMs))
  const tracks: Uint8Array[] = []
  if (picture) tracks.push(pictureTrackBox(picture, Math.round(pictureMs)))
  if (sound) tracks.push(soundTrackBox(sound, Math.round(soundMs)))
  const extended = [...(picture ? [pictureTrackId] : []), ...(sound ? [soundTrackId] : [])]
  return box(
    'moov',
    fullBox(
      'mvhd',
      {},
      u32(0, 0, timescale, durationMs, 0x00010000),
      u16(0x0100, 0),
      u32(0, 0),
      matrix,
      zeros(24),
      u32(3),
    ),
    ...tracks,
    ...(isFragmented ? [box('mvex', ...extended.map((id) => fullBox('trex', {}, u32(id, 1, 0, 0, 0))))] : []),
  )
}

const matrix = u32(0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000)

function pictureTrackBox(
  { track, durationUnits, tables }: NonNullable<Movie['picture']>,
  durationMs: number,
): Uint8Array {
  const { width, height, avcC, framesPerSecond } = track
  const entry = box(
    'avc1',
    ...[zeros(6), u16(1), zeros(16), u16(width, height), u32(0x00480000, 0x00480000, 0), u16(1), zeros(32)],
    ...[u16(0x0018, 0xffff), box('avcC', avcC), box('pasp', u32(1, 1))],
  )
  return trackBox({
    ...{ id: pictureTrackId, durationMs, durationUnits, tables, entry, width, height },
    timescale: framesPerSecond * unitsPerFrame,
    handler: 'vide',
    header: fullBox('vmhd', { flags: 1 }, zeros(8)),
  })
}

function soundTrackBox({ track, durationUnits, tables }: NonNullable<Movie['sound']>, durationMs: number): Uint8Array {
  const { channels, config } = track
  const descriptor = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
    const size = parts.reduce((sum, { length }) => sum + length, 0)
    return Uint8Array.from([tag, size, ...parts.flatMap((part) => [...part])])
  }
  const esds = fullBox(
    'esds',
    {},
    descriptor(
      3,
      u16(soundTrackId),
      u8(0),
      descriptor(4, u8(0x40, 0x15, 0, 0, 0), u32(128_000, 128_000), descriptor(5, config)),
      descriptor(6, u8(2)),
    ),
  )
  const entry = box('mp4a', zeros(6), u16(1), zeros(8), u16(channels, 16, 0, 0), u32(soundRate * 0x10000), esds)
  return trackBox({
    ...{ id: soundTrackId, durationMs, durationUnits, tables, entry, width: 0, height: 0 },
    timescale: soundRate,
    handler: 'soun',
    header: fullBox('smhd', {}, u32(0)),
  })
}

interface TrackBox {
  id: number
  durationMs: number
  durationUnits: number
  tables: Uint8Array[]
  entry: Uint8Array
  width: number
  height: number
  timescale: number
  handler: string
  header: Uint8Array
}

function trackBox(track: TrackBox): Uint8Array {
  const { id, durationMs, durationUnits, tables, entry, width, height, timescale, handler, header } = track
  const volume = handler === 'soun' ? 0x0100 : 0
  return box(
    'trak',
    fullBox(
      'tkhd',
      { flags: 3 },
      ...[u32(0, 0, id, 0, durationMs, 0, 0), u16(0, 0, volume, 0), matrix, u32(width << 16, height << 16)],
    ),
    box(
      'mdia',
      fullBox('mdhd', {}, u32(0, 0, timescale, durationUnits), u16(0x55c4, 0)),
      fullBox('hdlr', {}, u32(0), ascii(handler), zeros(12), u8(0)),
      box(
        'minf',
        header,
        box('dinf', fullBox('dref', {}, u32(1), fullBox('url ', { flags: 1 }))),
        box('stbl', fullBox('stsd', {}, u32(1), entry), ...tables),
      ),
    ),
  )
}

/** The tables of a track whose samples come in fragments. */
export const noSamples: Uint8Array[] = [
  ...['stts', 'stsc', 'stco'].map((type) => fullBox(type, {}, u32(0))),
  fullBox('stsz', {}, u32(0, 0)),
]

interface Fragment {
  trackId: number
  startUnits: number
  sampleUnits: number
  sizes: readonly number[]
  /** Null where every sample is one to begin at. */
  isKey: readonly boolean[] | null
  /** How much later than it is decoded each is shown, in units; null for no difference. */
  shifts: readonly number[] | null
}

/** The moof box of one run of samples whose bytes begin an mdat right behind it. */
export function fragmentBox(fragment: Fragment): Uint8Array {
  const { trackId, startUnits, sampleUnits, sizes, isKey, shifts } = fragment
  const keyFlags = 0x02000000
  const otherFlags = 0x01010000
  const run: number[] = []
  for (const [index, size] of sizes.entries()) {
    run.push(size)
    if (isKey) run.push(isKey[index] ? keyFlags : otherFlags)
    if (shifts) run.push(shifts[index] ?? 0)
  }
  const runFlags = 0x000201 | (isKey ? 0x000400 : 0) | (shifts ? 0x000800 : 0)
  const build = (dataOffset: number): Uint8Array =>
    box(
      'moof',
      fullBox('mfhd', {}, u32(1)),
      box(
        'traf',
        fullBox('tfhd', { flags: 0x020028 }, u32(trackId, sampleUnits, keyFlags)),
        fullBox('tfdt', { version: 1 }, u64(startUnits)),
        fullBox('trun', { version: 1, flags: runFlags }, u32(sizes.length, dataOffset), u32s(run)),
      ),
    )
  return build(build(0).length + 8)
}

function zeros(count: number): Uint8Array {
  return new Uint8Array(count)
}
