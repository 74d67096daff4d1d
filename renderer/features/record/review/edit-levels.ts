import { useEffect, useState } from 'react'
import { takeSoundSchema } from '../../../../domain/takes/pieces.ts'
import { useLive } from '../../../app/live.ts'
import type { Levels } from './timeline-bars.ts'

const noLevels: Levels = { levelsDb: [], stepMs: 50, isWhole: false }

/** A recording's sound to draw, asked for again while more of it is heard. */
export function useLevels(take: string | null): Levels {
  const [levels, setLevels] = useState<{ take: string; levels: Levels } | null>(null)
  const news = useLive((live) => live.piecesVersion + live.takesVersion)
  const known = levels !== null && levels.take === take ? levels.levels : noLevels
  const { isWhole } = known
  // biome-ignore lint/correctness/useExhaustiveDependencies: news say when there may be more
  useEffect(() => {
    if (take === null || isWhole) return
    const leaving = new AbortController()
    const ask = async (): Promise<void> => {
      const response = await fetch(`/api/takes/${take}/sound`, { signal: leaving.signal })
      const sound = takeSoundSchema.safeParse(await response.json())
      if (sound.success) setLevels({ take, levels: sound.data })
    }
    // Without its sound the timeline works the same.
    ask().catch(() => undefined)
    return () => leaving.abort()
  }, [take, isWhole, news])
  return known
}
