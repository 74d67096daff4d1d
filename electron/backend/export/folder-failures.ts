import { Failure } from '../../../domain/failure.ts'
import { systemCode } from '../folder/write/folder-failure.ts'

const fullDiskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const forbiddenCodes = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY'])
const kept = 'The library itself was not touched.'

/** What went wrong in the folder that is exported to, in words for a person. */
export function targetFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure && thrown.code !== 'folder-vanished' && thrown.code !== 'not-allowed') return thrown
  const code = systemCode(thrown)
  if (fullDiskCodes.has(code)) {
    return new Failure({
      code: 'disk-full',
      message: 'There is no room left where the export goes.',
      kept: `${kept} What was written already stays, and is gone on with next time.`,
      remedy: 'Make room, or leave the videos out.',
      cause: thrown,
    })
  }
  if (forbiddenCodes.has(code)) {
    return new Failure({
      code: 'no-permission',
      message: 'Ownpace may not write there.',
      kept,
      remedy: 'Choose another folder, or allow writing to this one.',
      cause: thrown,
    })
  }
  if (code === 'ENAMETOOLONG') {
    return new Failure({
      code: 'conflict',
      message: 'The way to that folder is too long for the names that go into it.',
      kept,
      remedy: 'Choose a folder nearer to the top of the disk.',
      cause: thrown,
    })
  }
  if (thrown instanceof Failure) {
    return new Failure({
      code: 'conflict',
      message: 'Something in that folder stands in the way: a link or a file where a folder belongs.',
      kept,
      remedy: 'Choose an empty folder.',
      cause: thrown,
    })
  }
  return new Failure({
    code: 'internal',
    message: 'The export could not be written.',
    kept,
    remedy: 'Try again; the log says more.',
    cause: thrown,
  })
}

export function holdsOtherThings(): Failure {
  return new Failure({
    code: 'conflict',
    message: 'This folder already holds other things.',
    kept: 'Nothing in it was changed.',
    remedy: 'Choose an empty folder, or an earlier export of this library.',
  })
}

export function cancelledExport(): Failure {
  return new Failure({
    code: 'cancelled',
    message: 'The export was stopped.',
    kept: 'What is written already is whole; the next export into this folder goes on from there.',
  })
}
