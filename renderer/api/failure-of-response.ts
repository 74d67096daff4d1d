import { Failure, type FailureBody, failureStatuses } from '../../domain/failure.ts'

/** The answer's JSON, or the failure that the backend tells of. */
export async function unwrap<T>(
  answer: Promise<{ ok: boolean; status: number; json(): Promise<unknown> }>,
): Promise<T> {
  let response: Awaited<typeof answer>
  try {
    response = await answer
  } catch (cause) {
    throw new Failure({
      code: 'internal',
      message: 'Ownpace does not answer at the moment.',
      kept: 'What you wrote is still here.',
      remedy: 'It is tried again by itself; if it stays so, start Ownpace again.',
      cause,
    })
  }
  const body = await response.json().catch(() => null)
  if (response.ok) return body as T
  throw failureOf(body)
}

function failureOf(body: unknown): Failure {
  const error = (body as { error?: Partial<FailureBody> } | null)?.error
  if (error?.code !== undefined && error.code in failureStatuses && typeof error.message === 'string') {
    return new Failure({ code: error.code, message: error.message, kept: error.kept, remedy: error.remedy })
  }
  return new Failure({ code: 'internal', message: 'Something went wrong inside Ownpace.', remedy: 'Try again.' })
}
