import type { Sources } from '../../../../domain/takes/take.ts'

export type PrompterPlace = 'nothing' | 'beside' | 'hidden' | 'seen'

/**
 * Where the prompter is in relation to what is recorded: nothing but a camera or a voice is; only another window or tab is; the
 * whole screen is, with a control of its own that the system keeps out of it; or the whole screen with everything on it.
 */
export function prompterPlace({
  screenKind,
  abilities,
}: {
  screenKind: NonNullable<Sources['screen']>['kind'] | null
  abilities: readonly string[]
}): PrompterPlace {
  if (screenKind === null) return 'nothing'
  if (screenKind !== 'screen') return 'beside'
  return abilities.includes('hidden-control') ? 'hidden' : 'seen'
}
