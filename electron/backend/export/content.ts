import type { RecordDetail } from '../../../domain/views/library.ts'
import type {
  CommentView,
  DecisionView,
  DocumentView,
  LearningPathView,
  PersonView,
  ProblemView,
  RecordView,
  ThreadView,
  UpdateView,
  VideoItemView,
} from '../../../domain/views/records.ts'
import type { LibraryIndex } from '../library/index-port.ts'

/** A thing with a page of its own. */
export type PageView =
  | ThreadView
  | UpdateView
  | DecisionView
  | ProblemView
  | DocumentView
  | VideoItemView
  | LearningPathView

/** Everything of a library that can be read, the newest first. What was withdrawn, deleted or hidden is in no view. */
export interface LibraryContent {
  byId: Map<string, RecordView>
  people: PersonView[]
  threads: ThreadView[]
  updates: UpdateView[]
  decisions: DecisionView[]
  problems: ProblemView[]
  documents: DocumentView[]
  videos: VideoItemView[]
  paths: LearningPathView[]
  /** By what they are about, the oldest first. */
  comments: Map<string, CommentView[]>
  /** The whole text of a document; null where its words are not here. */
  textOf(id: string): Promise<string | null>
}

const pageSize = 1000

/** Reads a library's views from its index, a page at a time. */
export async function readContent(index: Pick<LibraryIndex, 'changes' | 'record'>): Promise<LibraryContent> {
  const byId = new Map<string, RecordView>()
  let cursor: { epoch: string | null; after: number } = { epoch: null, after: 0 }
  for (let hasMore = true; hasMore; ) {
    const page = await index.changes({ ...cursor, limit: pageSize })
    for (const view of page.records) {
      // owners see what they have hidden; who is handed an export is not one of them
      if (view.isHidden === true) byId.delete(view.id)
      else byId.set(view.id, view)
    }
    for (const id of page.removed) byId.delete(id)
    cursor = { epoch: page.epoch, after: page.n }
    hasMore = page.hasMore
  }
  return contentOf([...byId.values()], (id) => index.record(id))
}

/** The same from views that are at hand. */
export function contentOf(views: RecordView[], detailOf: (id: string) => Promise<RecordDetail | null>): LibraryContent {
  const ordered = views.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1))
  const of = <Kind extends RecordView['kind']>(kind: Kind): Extract<RecordView, { kind: Kind }>[] =>
    ordered.filter((view): view is Extract<RecordView, { kind: Kind }> => view.kind === kind)
  const comments = new Map<string, CommentView[]>()
  for (const comment of of('comment').toReversed()) {
    const { item } = comment.on
    const before = comments.get(item)
    if (before) before.push(comment)
    else comments.set(item, [comment])
  }
  return {
    byId: new Map(ordered.map((view) => [view.id, view])),
    people: of('person'),
    threads: of('thread').toSorted((a, b) => a.name.localeCompare(b.name)),
    updates: of('update'),
    decisions: of('decision'),
    problems: of('problem'),
    documents: of('document').toSorted((a, b) => a.title.localeCompare(b.title)),
    videos: of('video'),
    paths: of('path').toSorted((a, b) => a.title.localeCompare(b.title)),
    comments,
    textOf: async (id) => (await detailOf(id))?.text ?? null,
  }
}
