import type { LibraryView } from '../../../domain/views/library.ts'
import type {
  AnswerView,
  CommentView,
  PersonView,
  ThreadView,
  UpdateView,
  VideoItemView,
} from '../../../domain/views/records.ts'
import type { Reader } from '../../app/messages/when.ts'
import { questionLabel } from '../threads/thread-words.ts'

/** What is watched or read, with all that its screen shows, and who reads it when. */
export interface WatchPlace {
  library: LibraryView
  view: UpdateView | VideoItemView
  /** Null for a video that is no update, and while the thread is not here. */
  thread: ThreadView | null
  people: ReadonlyMap<string, PersonView>
  /** Oldest first. */
  comments: readonly CommentView[]
  reader: Reader
  isMine: boolean
}

/** The questions' short names by id; one that the thread no longer asks has none. */
export function questionTitles(thread: ThreadView | null): Map<string, string> {
  return new Map(thread?.questions.map(({ id, text }) => [id, questionLabel(text)]))
}

/** The answers of an update; none for a video that is none. */
export function answersOf(view: UpdateView | VideoItemView): readonly AnswerView[] {
  return view.kind === 'update' ? view.answers : []
}
