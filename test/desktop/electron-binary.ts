import { findElectronPackage } from '../../electron/desktop/find-electron.ts'

/** The Electron that the desktop tests run in, or why there is none; says it in words for the end of a test run. */
export function findElectron(): { path: string } | { reason: string } {
  const found = findElectronPackage(process.env)
  if (!found) return { reason: 'the package electron is not installed' }
  if (!found.programPath) return { reason: 'the program of the package electron was not downloaded' }
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  return hasDisplay ? { path: found.programPath } : { reason: 'there is no display to show windows on' }
}
