import { Failure } from '../../../domain/failure.ts'
import type { Desktop, Ports } from '../ports.ts'

/** The desktop of this host. Throws `not-available-here` where there is none. */
export function desktopOf(ports: Ports): Desktop {
  if (!ports.desktop) throw notHere()
  return ports.desktop
}

export function notHere(): Failure {
  return new Failure({
    code: 'not-available-here',
    message: 'Only the desktop app can do this.',
    remedy: 'Open this profile with the desktop app.',
  })
}
