/** Everything that can go wrong and that a person should read about, by a code they can search for. */
export const failureStatuses = {
  'bad-request': 400,
  'not-allowed': 403,
  'not-found': 404,
  'wrong-usage': 400,
  cancelled: 409,
  conflict: 409,
  'not-a-library': 422,
  'another-library': 422,
  'library-exists': 409,
  'library-offline': 503,
  'library-too-new': 422,
  'no-permission': 403,
  'disk-full': 507,
  'folder-vanished': 503,
  'too-large': 413,
  'media-empty': 422,
  'media-unreadable': 422,
  'media-truncated': 422,
  'media-without-picture': 422,
  'media-not-here': 404,
  'ffmpeg-missing': 500,
  'ffmpeg-failed': 500,
  'time-limit': 504,
  'take-empty': 422,
  'captions-not-set-up': 409,
  'captions-failed': 500,
  'model-unusable': 422,
  'download-failed': 502,
  'profile-in-use': 409,
  'no-display': 500,
  'not-available-here': 501,
  internal: 500,
} as const

export type FailureCode = keyof typeof failureStatuses

export interface FailureBody {
  code: FailureCode
  /** What happened, in plain words. */
  message: string
  /** What was kept, where something could have been lost. */
  kept?: string | undefined
  /** What the person can do next. */
  remedy?: string | undefined
}

/** An error that reaches a person in their words. The cause, where given, is for the log only. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly kept: string | undefined
  readonly remedy: string | undefined

  constructor({ code, message, kept, remedy, cause }: FailureBody & { cause?: unknown }) {
    super(message, { cause })
    this.name = 'Failure'
    this.code = code
    this.kept = kept
    this.remedy = remedy
  }

  /** The part of a failure that may leave the process. */
  get body(): FailureBody {
    return { code: this.code, message: this.message, kept: this.kept, remedy: this.remedy }
  }
}

/** The HTTP status that answers a failure of this code. */
export function statusOf(code: FailureCode): (typeof failureStatuses)[FailureCode] {
  return failureStatuses[code]
}

/** The failure that an answer's body tells of; one that tells of none becomes `internal`. */
export function failureOfAnswer(body: unknown): Failure {
  const error = (body as { error?: Partial<FailureBody> } | null | undefined)?.error
  if (error?.code !== undefined && Object.hasOwn(failureStatuses, error.code) && typeof error.message === 'string') {
    return new Failure({ code: error.code, message: error.message, kept: error.kept, remedy: error.remedy })
  }
  return new Failure({ code: 'internal', message: 'Something went wrong inside Ownpace.', remedy: 'Try again.' })
}

/** Any thrown value as a failure; what is not one already becomes `internal` and keeps its cause. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  return new Failure({
    code: 'internal',
    message: 'Something went wrong inside Ownpace.',
    remedy: 'Try again; if it happens again, the log says more.',
    cause: thrown,
  })
}
