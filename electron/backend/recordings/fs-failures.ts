import { Failure } from '../../../domain/failure.ts'

const fullDiskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const vanishedCodes = new Set(['ENOENT', 'ENOTDIR', 'ESTALE', 'EIO', 'ENODEV', 'ENXIO'])

/** The `code` of a system error, or null. */
function systemCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null
  return typeof thrown.code === 'string' ? thrown.code : null
}

export function isMissing(thrown: unknown): boolean {
  return systemCode(thrown) === 'ENOENT'
}

/** A failed write into a take, in words for a person. A full disk, a quota and a size limit are the same case. */
export function writeFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  const code = systemCode(thrown) ?? ''
  if (fullDiskCodes.has(code)) {
    return new Failure({
      code: 'disk-full',
      message: 'The disk is full.',
      kept: 'Everything recorded until now is kept on this device.',
      remedy: 'Free some space, then go on; what waits is written then.',
      cause: thrown,
    })
  }
  if (vanishedCodes.has(code)) return vanishedFailure(thrown)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Failure({
      code: 'no-permission',
      message: 'Ownpace may not write into the folder of its recordings.',
      kept: 'What was written before is still there.',
      remedy: 'Allow writing to the app’s data folder, then go on.',
      cause: thrown,
    })
  }
  return new Failure({
    code: 'internal',
    message: 'The recording could not be written.',
    kept: 'What was written before is still there.',
    remedy: 'Try again; if it happens again, the log says more.',
    cause: thrown,
  })
}

/** The folder of a take, or the disk under it, is no longer there. */
export function vanishedFailure(cause?: unknown): Failure {
  return new Failure({
    code: 'folder-vanished',
    message: 'The folder that this recording is written into is gone.',
    kept: 'What has not been written yet waits in this window.',
    remedy: 'Bring the folder or its disk back, or stop and begin a new recording.',
    cause,
  })
}

/** A failed reading of a recording that something is made of, in words for a person; every other thrown value as it is. */
export function readFailure(thrown: unknown): unknown {
  if (thrown instanceof Failure || !vanishedCodes.has(systemCode(thrown) ?? '')) return thrown
  return new Failure({
    code: 'folder-vanished',
    message: 'The folder that this recording lies in is gone.',
    kept: 'Nothing of the recording was changed, and no half video was left.',
    remedy: 'Bring the folder or its disk back, then try again.',
    cause: thrown,
  })
}

export function noSuchTake(): Failure {
  return new Failure({
    code: 'not-found',
    message: 'This recording is not on this device.',
    remedy: 'It may have been removed for good, or made on another device.',
  })
}
