import { Failure } from '../../../domain/failure.ts'

/** The bytes of a request, at most `maxBytes` of them; more is refused before it is read on. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const parts: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.byteLength
    if (length > maxBytes) {
      await reader.cancel()
      throw tooLarge(maxBytes)
    }
    parts.push(value)
  }
  return Buffer.concat(parts, length)
}

function tooLarge(maxBytes: number): Failure {
  return new Failure({
    code: 'too-large',
    message: `One piece of a recording is at most ${Math.floor(maxBytes / 1024 / 1024)} MB.`,
    kept: 'What was written before is still there.',
  })
}
