import { useEffect, useState } from 'react'
import type { Cue } from '../../../../domain/captions/cues.ts'
import { parseCaptions } from '../../../../domain/captions/parse.ts'
import type { Edit } from '../../../../domain/takes/edit.ts'
import { takesApi } from '../../../capture/takes-api.ts'

/** A recording that is played in place of a part of another. */
export interface ReplacingTake {
  durationMs: number
  cues: readonly Cue[]
}

export type ReplacingTakes = ReadonlyMap<string, ReplacingTake>

/** The recordings that stand in an edit; those that are gone are left out, and so is their stretch. */
export async function readReplacements({ replacements }: Pick<Edit, 'replacements'>): Promise<ReplacingTakes> {
  const ids = [...new Set(replacements.map(({ take }) => take))]
  const known = await Promise.all(
    ids.map(async (id): Promise<[string, ReplacingTake][]> => {
      const view = await takesApi()
        .view(id)
        .catch(() => null)
      return view === null ? [] : [[id, { durationMs: view.durationMs, cues: await captionsOf(id) }]]
    }),
  )
  return new Map(known.flat())
}

const none: ReplacingTakes = new Map()

/** The same, as it is drawn: undefined until they are known. */
export function useReplacements(edit: Pick<Edit, 'replacements'> | undefined): ReplacingTakes | undefined {
  const [known, setKnown] = useState<{ key: string; takes: ReplacingTakes } | null>(null)
  const key = (edit?.replacements ?? []).map(({ take }) => take).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recordings that stand in it are what counts
  useEffect(() => {
    if (edit === undefined || key === '') return
    let isOver = false
    void readReplacements(edit).then((takes) => !isOver && setKnown({ key, takes }))
    return () => {
      isOver = true
    }
  }, [key])
  if (key === '') return none
  return known?.key === key ? known.takes : undefined
}

/** What is said in a recording, where its captions have been made; a recording without them says nothing. */
async function captionsOf(take: string): Promise<readonly Cue[]> {
  try {
    const response = await fetch(`/api/takes/${take}/captions`)
    const body = (await response.json()) as { captions?: { vtt?: unknown } | null }
    const vtt = response.ok ? body.captions?.vtt : null
    return typeof vtt === 'string' ? parseCaptions(vtt).cues : []
  } catch {
    return []
  }
}
