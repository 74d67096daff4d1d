const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 base32 in lower case without padding: safe in names on every file system. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let bitCount = 0
  for (const byte of bytes) {
    bits = (bits << 8) | byte
    bitCount += 8
    while (bitCount >= 5) {
      bitCount -= 5
      text += alphabet[(bits >>> bitCount) & 31]
    }
    bits &= (1 << bitCount) - 1
  }
  if (bitCount > 0) text += alphabet[(bits << (5 - bitCount)) & 31]
  return text
}
