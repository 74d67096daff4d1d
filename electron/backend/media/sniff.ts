import { open } from 'node:fs/promises'

export type Container = 'mp4' | 'matroska' | 'avi' | 'mp3' | 'wav' | 'ogg' | 'flac' | 'aac'

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
}

const firstBoxes = new Set(['ftyp', 'moov', 'mdat', 'free', 'wide', 'skip', 'pnot'])

/** What a file is by its first bytes (at least 12), whatever it is called; null for everything that is not listed here. */
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
  if (byte(0) === 0xff && (byte(1) & 0xf6) === 0xf0) return 'aac'
  if (byte(0) === 0xff && (byte(1) & 0xe0) === 0xe0) return 'mp3'
  return null
}

/** Size in bytes and container of a file. */
export async function sniffFile(path: string): Promise<{ sizeBytes: number; container: Container | null }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = new Uint8Array(Math.min(size, 64))
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return { sizeBytes: size, container: sniffContainer(head.subarray(0, bytesRead)) }
  } finally {
    await file.close()
  }
}
