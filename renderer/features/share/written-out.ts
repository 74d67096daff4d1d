import { decisionAsText, type PlainTextPlace, pathAsText, updateAsText } from '../../../domain/sharing/plain-text.ts'
import type {
  DecisionView,
  LearningPathView,
  PersonView,
  RecordView,
  UpdateView,
} from '../../../domain/views/records.ts'
import { fetchDetail } from '../../api/library-api.ts'
import { nameOf } from '../people/person-mark.tsx'
import { textWords } from './text-words.ts'

/** What can be copied as text. */
export type WrittenOut = UpdateView | DecisionView | LearningPathView

export function canBeWrittenOut(view: RecordView): view is WrittenOut {
  return view.kind === 'update' || view.kind === 'decision' || view.kind === 'path'
}

/** A thing as text for mail or chat; what it refers to is asked of the backend. */
export async function writtenOut({
  library,
  view,
  people,
  timeZone,
}: {
  library: string
  view: WrittenOut
  people: ReadonlyMap<string, PersonView> | undefined
  timeZone: string
}): Promise<string> {
  const around = await fetchAll(library, referredTo(view))
  const place: PlainTextPlace = {
    words: textWords(timeZone),
    nameOf: (person) => nameOf(person, people),
    titleOf: (item) => {
      const found = around.get(item)
      return found !== undefined && 'title' in found ? found.title : null
    },
  }
  if (view.kind === 'decision') return decisionAsText(view, place)
  if (view.kind === 'path') return pathAsText(view, place)
  const thread = around.get(view.thread)
  return updateAsText(view, thread?.kind === 'thread' ? thread : null, place)
}

function referredTo(view: WrittenOut): string[] {
  switch (view.kind) {
    case 'update':
      return [view.thread]
    case 'decision':
      return [view.replaces, view.replacedBy, ...view.evidence.map(({ item }) => item)].filter((id) => id !== null)
    case 'path':
      return view.sections.flatMap(({ steps }) => steps.map(({ item }) => item))
  }
}

/** The records of these ids; one that is not here is left out. */
async function fetchAll(library: string, ids: readonly string[]): Promise<Map<string, RecordView>> {
  const details = await Promise.all([...new Set(ids)].map((id) => fetchDetail(library, id).catch(() => null)))
  return new Map(details.flatMap((detail) => (detail === null ? [] : [[detail.view.id, detail.view]])))
}
