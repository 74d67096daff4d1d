import { useMemo, useSyncExternalStore } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { AcknowledgementView, LearningPathView, PersonView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import type { Reader } from '../../app/messages/when.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePrivateByPrefix } from '../../cache/private.ts'
import { useAcknowledgementsOf, usePeople } from '../../cache/queries.ts'
import { positionFrom } from '../watch/position.ts'
import { useItem } from '../watch/use-item.ts'
import { type PathStep, stepsOf } from './progress.ts'
import { sentAcknowledgements } from './sent-acknowledgements.ts'
import { useItems } from './use-items.ts'

/** A path with everything that its screens show. */
export interface PathPlace {
  library: LibraryView
  path: LearningPathView
  steps: PathStep[]
  people: ReadonlyMap<string, PersonView>
  reader: Reader
  isMine: boolean
}

/** Undefined until known, null where the library has no such path. */
export function usePath(libraryId: string, pathId: string): PathPlace | null | undefined {
  const library = useLive((live) => live.libraries?.find(({ id }) => id === libraryId))
  const view = useItem(libraryId, pathId)
  const path = view?.kind === 'path' ? view : null
  const people = usePeople(libraryId)
  const reader = useReader()
  const items = useItems(libraryId, path === null ? [] : itemsOf(path))
  const done = usePrivateByPrefix(`done:${libraryId}:${pathId}:`)
  const positions = usePrivateByPrefix(`position:${libraryId}:`)
  const known = useAcknowledgementsOf(libraryId, pathId)
  const sent = useSyncExternalStore(sentAcknowledgements.subscribe, sentAcknowledgements.get)
  const outbox = useLive((live) => live.outbox)
  const steps = useMemo(() => {
    if (!library || path === null || !items || !done || !positions || !known) return undefined
    return stepsOf({
      ...{ path, items, me: library.me },
      done: new Map([...done].flatMap(([step, version]) => (typeof version === 'string' ? [[step, version]] : []))),
      positions: new Map(
        [...positions].flatMap(([item, value]) => {
          const position = positionFrom(value)
          return position === null ? [] : [[item, position]]
        }),
      ),
      acknowledgements: withSent(known, sent, pathId),
      awaited: new Map(outbox.map(({ subject, title }) => [subject, title])),
    })
  }, [library, path, items, done, positions, known, sent, outbox, pathId])
  if (view === null || (view && view.kind !== 'path')) return null
  if (!library || path === null || !people || !steps) return undefined
  return { library, path, steps, people, reader, isMine: path.author === library.me }
}

/** What I confirmed and what has not come back from the folder yet counts already. */
function withSent(
  known: readonly AcknowledgementView[],
  sent: readonly AcknowledgementView[],
  path: string,
): AcknowledgementView[] {
  const ids = new Set(known.map(({ id }) => id))
  return [...known, ...sent.filter((each) => each.path === path && !ids.has(each.id))]
}

const itemsOf = (path: LearningPathView): string[] =>
  path.sections.flatMap(({ steps }) => steps.map(({ item }) => item))
