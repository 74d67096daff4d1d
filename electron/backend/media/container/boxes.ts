import { open } from 'node:fs/promises'

/** One box at the top of an MP4 or QuickTime file, in bytes from its beginning. */
export interface Box {
  type: string
  start: number
  end: number
}

const maxBoxes = 100_000

/** The boxes at the top of an MP4 file, in order. The last may end past the file where the file was cut off. */
export async function readTopBoxes(path: string): Promise<{ boxes: Box[]; sizeBytes: number }> {
  const file = await open(path, 'r')
  try {
    const { size: sizeBytes } = await file.stat()
    const boxes: Box[] = []
    const header = new DataView(new ArrayBuffer(16))
    let start = 0
    while (start + 8 <= sizeBytes && boxes.length < maxBoxes) {
      await file.read(header, 0, 16, start)
      const shortSize = header.getUint32(0)
      const longSize = Number(header.getBigUint64(8))
      const length = shortSize === 1 ? longSize : shortSize === 0 ? sizeBytes - start : shortSize
      if (length < 8) break
      boxes.push({ type: boxType(header), start, end: start + length })
      start += length
    }
    return { boxes, sizeBytes }
  } finally {
    await file.close()
  }
}

function boxType(header: DataView): string {
  return String.fromCharCode(header.getUint8(4), header.getUint8(5), header.getUint8(6), header.getUint8(7))
}
