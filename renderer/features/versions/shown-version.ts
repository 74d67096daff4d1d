import type { VersionView } from '../../../domain/views/versions.ts'

/** The version that screens show, of a history; null of an empty one. */
export function shownVersionOf(history: readonly VersionView[]): string | null {
  return history.find(({ state }) => state === 'shown')?.version ?? null
}
