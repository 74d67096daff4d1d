import type { Cue } from '../../../domain/captions/cues.ts'
import type { PageView } from './content.ts'
import type { Searched } from './search-pieces.ts'
import { folderOf, nameOf, type Site } from './site.ts'
import { pageIn, relativeAddress } from './site-plan.ts'
import { questionLabel } from './wording.ts'

const kindNames: Record<PageView['kind'], string> = {
  thread: 'thread',
  update: 'update',
  decision: 'decision',
  problem: 'open decision',
  document: 'document',
  video: 'video',
  path: 'path',
}

/** What of a thing can be searched in an export: what it is called, what was written, what was said, what others said of it. */
export function searchedOf(
  site: Site,
  { view, text, cues }: { view: PageView; text: string | null; cues: readonly Cue[] },
): Searched {
  const author = nameOf(site, view.kind === 'thread' ? view.madeBy : view.author)
  const said = cues.map(({ startMs, text: line }) => ({ sec: Math.floor(startMs / 1000), text: line }))
  const comments = site.content.comments.get(view.id) ?? []
  const lines = [
    ...writtenLines(view, text),
    ...said,
    ...comments.map(({ on: { ms }, text: words, author: by }) => ({
      sec: ms === null ? null : Math.floor(ms / 1000),
      text: `${nameOf(site, by)}: ${words ?? ''}`,
    })),
  ]
  return {
    href: relativeAddress({ fromFolder: '', path: pageIn(folderOf(site, view.id) ?? '') }),
    kind: kindNames[view.kind],
    title: ('name' in view ? view.name : view.title) || 'Untitled',
    note: `${author}, ${site.wording.date(view.atMs)}`,
    lines: lines.filter((line) => line.text.trim() !== ''),
  }
}

function writtenLines(view: PageView, text: string | null): Searched['lines'] {
  const plain = (words: string | null): Searched['lines'] =>
    (words ?? '').split('\n').map((line) => ({ sec: null, text: line.trim() }))
  switch (view.kind) {
    case 'thread':
      return view.questions.map((question) => ({ sec: null, text: questionLabel(question.text) }))
    case 'update':
      return [
        ...view.answers.map(({ text: words, startMs }) => ({
          sec: startMs === null ? null : Math.floor(startMs / 1000),
          text: words ?? '',
        })),
        ...view.asks.map((ask) => ({ sec: null, text: ask.text })),
      ]
    case 'decision':
      return plain(view.why)
    case 'problem':
      return plain(view.statement)
    case 'document':
      return plain(text)
    case 'video':
      return plain(view.about)
    case 'path': {
      const titles = view.sections.flatMap(({ title, steps }) => [title, ...steps.map((step) => step.title ?? '')])
      return [...plain(view.about), ...titles.map((title) => ({ sec: null, text: title }))]
    }
  }
}
