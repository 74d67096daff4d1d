import { Failure } from '../../../domain/failure.ts'

/** The hook for `zValidator`: what does not fit its schema is answered like every other failure. */
export function refuseUnparsed(result: { success: boolean }): void {
  if (result.success) return
  throw new Failure({ code: 'bad-request', message: 'The request is not one that Ownpace understands.' })
}
