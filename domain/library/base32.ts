const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
/** Two characters for each ten bits: a whole hash in 26 steps. */
const pairs = Array.from({ length: 1024 }, (_unused, bits) => `${alphabet[bits >>> 5]}${alphabet[bits & 31]}`)

/** RFC 4648 base32 in lower case without padding: safe in names on every file system. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let bitCount = 0
  for (let place = 0; place < bytes.length; place += 1) {
    bits = (bits << 8) | (bytes[place] ?? 0)
    bitCount += 8
    if (bitCount >= 10) {
      bitCount -= 10
      text += pairs[(bits >>> bitCount) & 1023]
      bits &= (1 << bitCount) - 1
    }
  }
  if (bitCount >= 5) {
    bitCount -= 5
    text += alphabet[(bits >>> bitCount) & 31]
    bits &= (1 << bitCount) - 1
  }
  if (bitCount > 0) text += alphabet[(bits << (5 - bitCount)) & 31]
  return text
}
