import { Failure } from '../../../../domain/failure.ts'

const fullDiskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** A full disk while a video was being written, in words for a person; every other thrown value as it is. */
export function diskFailure(thrown: unknown, kept: string): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || !fullDiskCodes.has(String(thrown.code))) return thrown
  return new Failure({
    code: 'disk-full',
    message: 'The disk is full, so the video could not be written.',
    kept,
    remedy: 'Free some space, then try again.',
    cause: thrown,
  })
}
