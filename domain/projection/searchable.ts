import type { RecordView } from '../views/records.ts'

/** The words of a record as they are searched; what was said in its video is added by whoever reads the captions. */
export interface Searchable {
  title: string
  body: string
}

/** Null for what has no words of its own. `text` is a document's whole text. */
export function searchableOf(view: RecordView, text: string | null): Searchable | null {
  switch (view.kind) {
    case 'person':
      return { title: view.name, body: '' }
    case 'thread':
      return { title: view.name, body: view.questions.map((question) => question.text).join('\n') }
    case 'update': {
      const words = [...view.answers.map((answer) => answer.text), ...view.asks.map((ask) => ask.text)]
      return { title: view.title, body: joined(words) }
    }
    case 'comment':
      return { title: '', body: view.text ?? '' }
    case 'decision':
      return { title: view.title, body: view.why ?? '' }
    case 'problem':
      return { title: view.title, body: view.statement ?? '' }
    case 'document':
      return { title: view.title, body: text ?? '' }
    case 'video':
      return { title: view.title, body: view.about ?? '' }
    case 'path': {
      const steps = view.sections.flatMap((section) => [section.title, ...section.steps.map((step) => step.title)])
      return { title: view.title, body: joined([view.about, ...steps]) }
    }
    case 'acknowledgement':
      return null
  }
}

function joined(words: (string | null)[]): string {
  return words.filter((part) => part !== null && part !== '').join('\n')
}

/** The person who speaks in a record, where there is one. */
export function authorOf(view: RecordView): string | null {
  if (view.kind === 'thread') return view.madeBy
  if (view.kind === 'acknowledgement') return view.person
  return view.kind === 'person' ? null : view.author
}

/** The thread that a record belongs to, itself for a thread. */
export function threadOf(view: RecordView): string | null {
  if (view.kind === 'thread') return view.id
  return 'thread' in view ? view.thread : null
}
