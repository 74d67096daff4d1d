import type { Cue } from '../../../domain/captions/cues.ts'
import type { CommentView } from '../../../domain/views/records.ts'
import type { PageView } from './content.ts'
import { nameOf, referenceTo, type Site } from './site.ts'
import { listed, questionLabel, writtenCycle, writtenLength, writtenLocalDate } from './wording.ts'

/**
 * The words of one thing as Markdown that also reads as plain text, for whoever has no browser. `text` is a document's
 * whole text, `cues` what is said in a video. Ends with a line feed.
 */
export function wordsFile(
  site: Site,
  { view, text, cues }: { view: PageView; text: string | null; cues: readonly Cue[] },
): string {
  const blocks = [
    `# ${oneLine('name' in view ? view.name : view.title) || 'Untitled'}`,
    factsOf(site, view),
    ...partsOf(site, view, text),
  ]
  if (cues.length > 0) {
    blocks.push(
      '## What is said',
      cues.map(({ startMs, text: line }) => `- ${writtenLength(startMs)} ${oneLine(line)}`).join('\n'),
    )
  }
  const comments = site.kind === 'copy' ? [] : (site.content.comments.get(view.id) ?? [])
  if (comments.length > 0) blocks.push('## Comments', comments.map((comment) => commentLine(site, comment)).join('\n'))
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function factsOf(site: Site, view: PageView): string {
  const facts = [
    `By ${oneLine(nameOf(site, view.kind === 'thread' ? view.madeBy : view.author))}`,
    site.wording.moment(view.atMs),
  ]
  const thread = 'thread' in view && view.thread !== null ? site.content.byId.get(view.thread) : undefined
  if (thread?.kind === 'thread') facts.push(`Thread: ${oneLine(thread.name)}`)
  const cycle = view.kind === 'update' ? writtenCycle(view.cycle) : null
  if (cycle !== null) facts.push(cycle)
  if ('editedAtMs' in view && view.editedAtMs !== null) facts.push(`Edited ${site.wording.moment(view.editedAtMs)}`)
  if (view.kind === 'decision')
    facts.push(`Decided by: ${oneLine(listed(view.decidedBy.map((person) => nameOf(site, person))))}`)
  // two spaces at a line's end break it in Markdown and are not seen elsewhere
  return facts.join('  \n')
}

function partsOf(site: Site, view: PageView, text: string | null): string[] {
  switch (view.kind) {
    case 'thread':
      return view.questions.length === 0
        ? []
        : ['## Questions', view.questions.map(({ text: question }) => `- ${oneLine(question)}`).join('\n')]
    case 'update': {
      const thread = site.content.byId.get(view.thread)
      const questions = new Map(
        thread?.kind === 'thread' ? thread.questions.map(({ id, text: words }) => [id, words]) : [],
      )
      const answers = view.answers.flatMap(({ question, text: words, startMs }) => {
        if (words === null && startMs === null) return []
        const at = startMs === null ? '' : ` (${writtenLength(startMs)})`
        return [
          `## ${oneLine(questionLabel(questions.get(question) ?? 'A question asked then'))}${at}`,
          (words ?? 'Said, not written out.').trim(),
        ]
      })
      const asks = view.asks.map(
        ({ to, text: words, byWhen }) =>
          `- ${listed(to.map((person) => oneLine(nameOf(site, person))))}, by ${writtenLocalDate(byWhen)}: ${oneLine(words)}`,
      )
      return asks.length === 0 ? answers : [...answers, '## Asked', asks.join('\n')]
    }
    case 'decision': {
      const evidence = view.evidence.flatMap((moment) => referenceTo(site, '', moment) ?? [])
      const rows = evidence.map(
        ({ title, ms }) => `- ${oneLine(title)}${ms === null ? '' : ` at ${writtenLength(ms)}`}`,
      )
      const why = ['## Why', (view.why ?? '').trim() || 'No reasons were written down.']
      return rows.length === 0 ? why : [...why, '## What it rests on', rows.join('\n')]
    }
    case 'problem':
      return [(view.statement ?? '').trim()]
    case 'document':
      return [(text ?? 'The words of this document are not here.').trim()]
    case 'video':
      return [(view.about ?? '').trim()]
    case 'path':
      return [
        (view.about ?? '').trim(),
        ...view.sections.flatMap(({ title, steps }) => [
          title === '' ? '' : `## ${oneLine(title)}`,
          steps
            .map(
              (step, place) =>
                `${place + 1}. ${oneLine(step.title || (referenceTo(site, '', { item: step.item, ms: null })?.title ?? 'A step'))}`,
            )
            .join('\n'),
        ]),
      ]
  }
}

function commentLine(site: Site, { author, atMs, on: { ms }, text }: CommentView): string {
  const at = ms === null ? '' : ` at ${writtenLength(ms)}`
  return `- ${oneLine(nameOf(site, author))}${at}, ${site.wording.moment(atMs)}: ${oneLine(text ?? 'These words are not here.')}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
