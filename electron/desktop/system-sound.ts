import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Whether what the computer plays can be recorded with a screen: on Windows, on macOS 13 and later, and on Linux where
 * PipeWire or PulseAudio answers as PulseAudio does. The person may still refuse it on a Mac; the sound then ends at
 * once, without an error.
 */
export function hasSystemSound({
  platform,
  systemVersion,
  env,
  userId,
  exists = existsSync,
}: {
  platform: NodeJS.Platform
  /** As `process.getSystemVersion()` gives it. */
  systemVersion: string
  env: NodeJS.ProcessEnv
  userId: number
  exists?: (path: string) => boolean
}): boolean {
  if (platform === 'win32') return true
  if (platform === 'darwin') return Number.parseInt(systemVersion, 10) >= 13
  if (platform !== 'linux') return false
  if (env.PULSE_SERVER) return true
  const runtimeDir = env.PULSE_RUNTIME_PATH ?? join(env.XDG_RUNTIME_DIR ?? `/run/user/${userId}`, 'pulse')
  return exists(join(runtimeDir, 'native'))
}
