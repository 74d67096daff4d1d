export type UnreadableReason = 'absent' | 'link' | 'not-a-file' | 'too-large' | 'busy' | 'slow' | 'bad-path'

const sentences: Record<UnreadableReason, string> = {
  absent: 'it is not here',
  link: 'it is a link, and links are not followed',
  'not-a-file': 'it is no ordinary file',
  'too-large': 'it is larger than such a file can be',
  busy: 'it could not be read yet',
  slow: 'it took too long to arrive',
  'bad-path': 'its name is not one that is looked at',
}

/** A file or folder of a library that cannot be read now. The message is the end of a sentence about it. */
export class Unreadable extends Error {
  readonly reason: UnreadableReason

  constructor(reason: UnreadableReason, cause?: unknown) {
    super(sentences[reason], { cause })
    this.name = 'Unreadable'
    this.reason = reason
  }
}

/** What a file system's error means to a reader. */
export function unreadableFrom(error: unknown): Unreadable {
  if (error instanceof Unreadable) return error
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Unreadable('absent', error)
  // What O_NOFOLLOW answers on Linux and macOS, and on FreeBSD.
  if (code === 'ELOOP' || code === 'EMLINK') return new Unreadable('link', error)
  // A socket, or a device without a driver.
  if (code === 'ENXIO' || code === 'ENODEV') return new Unreadable('not-a-file', error)
  return new Unreadable('busy', error)
}
