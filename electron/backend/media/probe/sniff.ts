import { open } from 'node:fs/promises'

export type Container =
  | 'mp4'
  | 'matroska'
  | 'avi'
  | 'mp3'
  | 'wav'
  | 'ogg'
  | 'flac'
  | 'aac'
  | 'gif'
  | 'mpeg-ts'
  | 'mpeg-ps'
  | 'flv'
  | 'asf'
  | 'aiff'
  | 'caf'

/** The demuxer that ffmpeg is told to use for each container. */
export const demuxers: Record<Container, string> = {
  mp4: 'mov',
  matroska: 'matroska',
  avi: 'avi',
  mp3: 'mp3',
  wav: 'wav',
  ogg: 'ogg',
  flac: 'flac',
  aac: 'aac',
  gif: 'gif',
  'mpeg-ts': 'mpegts',
  'mpeg-ps': 'mpeg',
  flv: 'flv',
  asf: 'asf',
  aiff: 'aiff',
  caf: 'caf',
}

/** What a file of each container is served and noted as. */
export const mimeTypes: Record<Container, string> = {
  mp4: 'video/mp4',
  matroska: 'video/webm',
  avi: 'video/x-msvideo',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  aac: 'audio/aac',
  gif: 'image/gif',
  'mpeg-ts': 'video/mp2t',
  'mpeg-ps': 'video/mpeg',
  flv: 'video/x-flv',
  asf: 'video/x-ms-asf',
  aiff: 'audio/aiff',
  caf: 'audio/x-caf',
}

const firstBoxes = new Set(['ftyp', 'moov', 'mdat', 'free', 'wide', 'skip', 'pnot'])

/** What a file is by its first bytes (12, and 512 where there are), whatever it is called; null for everything that is not listed here. */
export function sniffContainer(head: Uint8Array): Container | null {
  const text = (start: number, end: number) => String.fromCharCode(...head.subarray(start, end))
  const byte = (index: number) => head[index] ?? 0
  if (head.length < 12) return null
  if (firstBoxes.has(text(4, 8))) return 'mp4'
  if (byte(0) === 0x1a && byte(1) === 0x45 && byte(2) === 0xdf && byte(3) === 0xa3) return 'matroska'
  if (text(0, 4) === 'RIFF' && text(8, 11) === 'AVI') return 'avi'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav'
  if (text(0, 4) === 'OggS') return 'ogg'
  if (text(0, 4) === 'fLaC') return 'flac'
  if (text(0, 3) === 'ID3') return 'mp3'
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'gif'
  if (text(0, 3) === 'FLV' && byte(3) === 1) return 'flv'
  if (text(0, 4) === 'caff') return 'caf'
  if (text(0, 4) === 'FORM' && /^AIF[FC]$/.test(text(8, 12))) return 'aiff'
  if (text(0, 8) === '\x30\x26\xb2\x75\x8e\x66\xcf\x11') return 'asf'
  if (text(0, 4) === '\x00\x00\x01\xba') return 'mpeg-ps'
  // Packets of 188 bytes, each begun by a G; before each a time of four bytes where a camcorder wrote them.
  if (byte(0) === 0x47 && byte(188) === 0x47 && byte(376) === 0x47) return 'mpeg-ts'
  if (byte(4) === 0x47 && byte(196) === 0x47 && byte(388) === 0x47) return 'mpeg-ts'
  if (byte(0) === 0xff && (byte(1) & 0xf6) === 0xf0) return 'aac'
  if (byte(0) === 0xff && (byte(1) & 0xe0) === 0xe0) return 'mp3'
  return null
}

/** Size in bytes and container of a file. */
export async function sniffFile(path: string): Promise<{ sizeBytes: number; container: Container | null }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = new Uint8Array(Math.min(size, 512))
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return { sizeBytes: size, container: sniffContainer(head.subarray(0, bytesRead)) }
  } finally {
    await file.close()
  }
}
