import type { DeviceHealthView } from '../../../domain/views/health.ts'
import { text } from '../../app/messages/text.ts'

/** What a device is called, or whose it is where it has not said. */
export function deviceName({ name, personName }: Pick<DeviceHealthView, 'name' | 'personName'>): string {
  if (name !== '') return name
  return personName === '' ? text('health.some-device') : text('health.device-of', { name: personName })
}

/** What is to be known of a device besides its name, as one sentence; empty where there is nothing. */
export function aboutDevice({ state, forkedCount, behindCount }: DeviceHealthView): string {
  const parts = [
    state === 'unconfirmed' ? text('health.about-unconfirmed') : '',
    state === 'closed' ? text('health.about-closed') : '',
    forkedCount > 0 ? text('health.about-forked') : '',
    state === 'closed' || behindCount === null
      ? ''
      : behindCount === 0
        ? text('health.holds-all')
        : text('health.holds-less', { count: behindCount }),
  ]
  return parts.filter((part) => part !== '').join(' ')
}
