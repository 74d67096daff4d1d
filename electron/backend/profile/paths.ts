import { resolve } from 'node:path'
import envPaths from 'env-paths'

/**
 * The absolute path of this device's private folder: what `--profile` says, else `OWNPACE_PROFILE`, else the place
 * where the platform keeps an app's data.
 */
export function resolveProfileDir({ flag, env }: { flag?: string | undefined; env: NodeJS.ProcessEnv }): string {
  const chosen = flag || env.OWNPACE_PROFILE
  return chosen ? resolve(chosen) : envPaths('ownpace', { suffix: '' }).data
}
