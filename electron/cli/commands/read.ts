import type { JsonValue } from '../../../domain/json.ts'
import type { SearchAnswer } from '../../../domain/views/library.ts'
import type { PersonView, RecordKind, RecordView } from '../../../domain/views/records.ts'
import { type Command, libraryOption, textOption } from '../command.ts'
import { librariesToRead, libraryToRead, type ReadLibrary, recordsOf, recordToRead } from '../libraries.ts'

/** A view is plain data already; this only says so to the compiler. */
function asJson(value: unknown): JsonValue {
  return value as JsonValue
}

function listCommand(noun: string, plural: string, kind: RecordKind): Command {
  return {
    words: `list ${plural}`,
    aliases: [`${noun} list`, `${plural} list`],
    operands: [],
    summary: `List the ${plural} of a library, newest first.`,
    options: { library: libraryOption },
    async run(context) {
      const read = await libraryToRead(context)
      const records: RecordView[] = await recordsOf(read.client, read.library.id, kind)
      const names = await namesOf(read)
      return {
        value: asJson(records),
        text: records.map((record) => lineOf(record, names)).join('\n') || `No ${plural} yet.`,
      }
    },
  }
}

export const listUpdates = listCommand('update', 'updates', 'update')
export const listThreads = listCommand('thread', 'threads', 'thread')
export const listPaths = listCommand('path', 'paths', 'path')
export const listDecisions = listCommand('decision', 'decisions', 'decision')
export const listDocuments = listCommand('document', 'documents', 'document')
export const listPeople = listCommand('person', 'people', 'person')

async function namesOf({ client, library }: ReadLibrary): Promise<Map<string, PersonView>> {
  const people = await recordsOf(client, library.id, 'person')
  return new Map(people.map((person) => [person.id, person]))
}

function titleOf(view: RecordView): string {
  if ('title' in view) return view.title
  if ('name' in view) return view.name
  return view.kind === 'comment' ? (view.text ?? '') : ''
}

function lineOf(view: RecordView, names: Map<string, PersonView>): string {
  const author = 'author' in view ? (names.get(view.author)?.name ?? '') : ''
  const day = new Date(view.atMs).toISOString().slice(0, 16).replace('T', ' ')
  return [view.id, day, author, titleOf(view)].filter((part) => part !== '').join('  ')
}

export const show: Command = {
  words: 'show',
  aliases: ['update show', 'thread show', 'path show', 'decision show', 'document show'],
  operands: ['ID'],
  summary: 'Show one record with all its words.',
  options: { library: libraryOption },
  async run(context) {
    const { client, library, view, text } = await recordToRead(context, context.operands[0] ?? '')
    const names = await namesOf({ client, library })
    return { value: asJson({ ...view, library: library.id, text }), text: describe(view, text, names) }
  },
}

function describe(view: RecordView, text: string | null, names: Map<string, PersonView>): string {
  const lines = [lineOf(view, names)]
  if (view.kind === 'update') lines.push(...view.answers.map((answer) => `  ${answer.question}: ${answer.text ?? ''}`))
  if (view.kind === 'decision') lines.push(`  ${view.why ?? ''}`)
  if (view.kind === 'path') {
    for (const section of view.sections) {
      lines.push(`  ${section.title}`, ...section.steps.map((step) => `    ${step.item}  ${step.title ?? ''}`))
    }
  }
  if (text !== null) lines.push(text)
  return lines.join('\n')
}

export const search: Command = {
  words: 'search',
  operands: ['QUERY'],
  summary: 'Search everything written and said.',
  options: {
    library: libraryOption,
    limit: { type: 'string', value: 'N', help: 'How many hits at most; 20 unless told.' },
  },
  async run(context) {
    const { client, libraries } = await librariesToRead(context)
    const library = textOption(context.options, 'library') === null ? null : (libraries[0]?.id ?? null)
    const answer = await client.get<SearchAnswer>('/api/search', {
      q: context.operands[0] ?? '',
      library,
      limit: Number.parseInt(textOption(context.options, 'limit') ?? '20', 10) || 20,
    })
    return {
      value: asJson({
        hits: answer.hits.map(({ startSec, ...hit }) => ({ ...hit, ...(startSec === null ? {} : { startSec }) })),
      }),
      text:
        answer.hits.map((hit) => `${hit.id}  ${hit.kind}  ${hit.title}\n    ${hit.snippet}`).join('\n') ||
        'Nothing found.',
    }
  },
}
