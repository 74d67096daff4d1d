import { Failure } from '../../domain/failure.ts'

/**
 * Why a Mac shows no screen to Ownpace; null where it does, and where it has not asked the person yet: listing the
 * screens makes it ask. Without the permission it would list windows without names, and record the empty desktop.
 */
export function refusalToShow(status: string): Failure | null {
  if (status !== 'denied' && status !== 'restricted') return null
  return new Failure({
    code: 'no-permission',
    message: 'This Mac does not let Ownpace record the screen.',
    remedy:
      status === 'denied'
        ? 'Allow it in System Settings under Privacy & Security, Screen & System Audio Recording; then start Ownpace again.'
        : 'Whoever looks after this Mac can allow it.',
  })
}
