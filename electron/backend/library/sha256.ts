import { hash } from 'node:crypto'

/** SHA-256 over the UTF-8 of a text: 32 bytes. */
export function sha256OfText(text: string): Uint8Array {
  return hash('sha256', text, 'buffer')
}
