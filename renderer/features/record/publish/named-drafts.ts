import type { Route } from '../../../app/route.ts'
import { type DraftSubject, parseDraft, subjectOfDraft, type UpdateDraft } from './draft.ts'

/** A draft of this feature, with the name under which it is kept. */
export interface NamedDraft {
  name: string
  subject: DraftSubject
  draft: UpdateDraft
}

/** The drafts of this feature among everything kept under `draft:`, the newest first. */
export function draftsAmong(kept: ReadonlyMap<string, unknown>): NamedDraft[] {
  const found: NamedDraft[] = []
  for (const [name, value] of kept) {
    const subject = subjectOfDraft(name)
    const draft = parseDraft(value)
    if (subject !== null && draft !== null) found.push({ name, subject, draft })
  }
  return found.sort((a, b) => b.draft.savedAtMs - a.draft.savedAtMs)
}

/** Where a draft is gone on with. */
export function routeOfDraft({ subject, draft }: Pick<NamedDraft, 'subject' | 'draft'>): Route {
  const { library, thread, replaces } = draft
  switch (subject.kind) {
    case 'take':
      return { screen: 'review', take: subject.take, replaces }
    case 'file':
      return { screen: 'review-file', prepared: subject.prepared, library, thread, replaces }
    case 'words':
      return { screen: 'write', library, thread: subject.thread, item: null }
    case 'correction':
      return { screen: 'write', library, thread: thread ?? '', item: subject.item }
  }
}
