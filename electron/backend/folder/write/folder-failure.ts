import { Failure } from '../../../../domain/failure.ts'

const fullDiskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const vanishedCodes = new Set([
  'ENOENT',
  'ENOTDIR',
  'ESTALE',
  'EIO',
  'ENODEV',
  'ENXIO',
  'ENOTCONN',
  'EHOSTDOWN',
  'ETIMEDOUT',
])
const forbiddenCodes = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY'])
const kept = 'Everything that waits to be published is kept on this device.'

/** The `code` of a system error, or an empty text. */
export function systemCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}

/** What went wrong in a shared folder, in words for a person. A full disk, a quota and a size limit are one case. */
export function folderFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  const code = systemCode(thrown)
  if (fullDiskCodes.has(code)) {
    return new Failure({
      code: 'disk-full',
      message: 'There is no room left where the library’s folder is.',
      kept,
      remedy: 'Free some space; it is then published by itself.',
      cause: thrown,
    })
  }
  if (vanishedCodes.has(code)) return vanishedFailure(thrown)
  if (forbiddenCodes.has(code)) {
    return new Failure({
      code: 'no-permission',
      message: 'Ownpace may not write into the library’s folder.',
      kept,
      remedy: 'Allow writing to that folder, or ask whoever shares it with you.',
      cause: thrown,
    })
  }
  if (code === 'ELOOP') return linkFailure(thrown)
  if (code === 'EEXIST') {
    return new Failure({
      code: 'conflict',
      message: 'There is a file where a folder should be.',
      kept: 'The file was left as it is.',
      remedy: 'Choose another folder, or move that file away.',
      cause: thrown,
    })
  }
  return new Failure({
    code: 'internal',
    message: 'The library’s folder could not be written.',
    kept,
    remedy: 'It is tried again by itself; the log says more.',
    cause: thrown,
  })
}

export function vanishedFailure(cause?: unknown): Failure {
  return new Failure({
    code: 'folder-vanished',
    message: 'The library’s folder is not there.',
    kept,
    remedy: 'Bring the folder or its disk back; what waits is then published by itself.',
    cause,
  })
}

/** A link inside a library could lead anywhere on this device, so none is followed. */
export function linkFailure(cause?: unknown): Failure {
  return new Failure({
    code: 'not-allowed',
    message: 'A link stands in the library’s folder where a real folder or file belongs.',
    kept,
    remedy: 'Replace the link by what it points to.',
    cause,
  })
}
