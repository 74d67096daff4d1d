/** What every transcriber listens to: one channel, 16,000 samples a second, 16 bits each. */
export const samplesPerSecond = 16_000
export const bytesPerMs = (samplesPerSecond * 2) / 1000
export const wavHeaderBytes = 44

/** The head of a WAV file in front of so many bytes of sound. */
export function wavHeader(soundBytes: number): Uint8Array {
  const head = Buffer.alloc(wavHeaderBytes)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + soundBytes, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(samplesPerSecond, 24)
  head.writeUInt32LE(samplesPerSecond * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(soundBytes, 40)
  return head
}
