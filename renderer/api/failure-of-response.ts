import { Failure, type FailureBody, failureStatuses } from '../../domain/failure.ts'

interface Answer<Body> {
  ok: boolean
  json(): Promise<Body>
}

/** The answer's JSON, or the failure that the backend tells of. */
export async function unwrap<Body>(answer: Promise<Answer<Body>>): Promise<Body> {
  return (await arrived(answer)).json()
}

/** Resolves once the backend has done it, whatever it answers. */
export async function settle(answer: Promise<Answer<unknown>>): Promise<void> {
  await arrived(answer)
}

async function arrived<Body>(answer: Promise<Answer<Body>>): Promise<Answer<Body>> {
  let response: Answer<Body>
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
  if (response.ok) return response
  throw failureOf(await response.json().catch(() => null))
}

function failureOf(body: unknown): Failure {
  const error = (body as { error?: Partial<FailureBody> } | null)?.error
  if (error?.code !== undefined && error.code in failureStatuses && typeof error.message === 'string') {
    return new Failure({ code: error.code, message: error.message, kept: error.kept, remedy: error.remedy })
  }
  return new Failure({ code: 'internal', message: 'Something went wrong inside Ownpace.', remedy: 'Try again.' })
}
