import { Failure, failureOfAnswer } from '../../domain/failure.ts'

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
  throw failureOfAnswer(await response.json().catch(() => null))
}
