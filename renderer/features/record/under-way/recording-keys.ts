import type { RemoteAction } from '../../../capture/remote.ts'

/** Plain keys, which belong to the app's own windows alone: elsewhere they go to what is being shown. */
const actionOf = {
  n: 'next-question',
  p: 'toggle-pause',
  m: 'mark',
  u: 'toggle-microphone',
} as const satisfies Record<string, RemoteAction>

export function keysFor(act: (action: RemoteAction) => void): Record<string, () => void> {
  return Object.fromEntries(Object.entries(actionOf).map(([key, action]) => [key, () => act(action)]))
}
