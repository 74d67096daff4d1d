import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { Failure } from '../../../../domain/failure.ts'
import type { Ports } from '../../ports.ts'

const pathBody = z.object({ path: z.string().min(1).max(4096) })

/**
 * The file that a request names by its path, where the page is not in a browser, whose pages must not make the backend read
 * files by name. Throws `not-available-here`, `bad-request`, `not-found`.
 */
export async function namedFile(request: Request, host: Ports['host']): Promise<{ path: string; sizeBytes: number }> {
  if (host === 'browser') {
    throw new Failure({
      code: 'not-available-here',
      message: 'In the browser a file is handed over by choosing it, not by its path.',
      remedy: 'Choose the file, or drop it into the window.',
    })
  }
  const body = pathBody.safeParse(await request.json().catch(() => null))
  if (!body.success || !isAbsolute(body.data.path)) {
    throw new Failure({ code: 'bad-request', message: 'The file has to be named by its full path.' })
  }
  const found = await stat(body.data.path).catch(() => null)
  if (!found?.isFile()) {
    throw new Failure({
      code: 'not-found',
      message: 'There is no such file, or it may not be read.',
      remedy: 'Check its name and whether its disk is connected.',
    })
  }
  return { path: body.data.path, sizeBytes: found.size }
}
