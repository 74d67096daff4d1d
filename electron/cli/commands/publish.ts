import { createReadStream, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { maxCaptionBytes, parseCaptions } from '../../../domain/captions/parse.ts'
import { writeWebVtt } from '../../../domain/captions/webvtt.ts'
import { Failure } from '../../../domain/failure.ts'
import { cycleAt } from '../../../domain/time/cadence.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { ThreadView, VideoView } from '../../../domain/views/records.ts'
import { wrongUsage } from '../arguments.ts'
import { type Command, type CommandContext, libraryOption, listOption, textOption } from '../command.ts'
import { chosenLibrary, perform, recordsOf } from '../libraries.ts'

export const publish: Command = {
  words: 'publish',
  aliases: ['update publish', 'publish update'],
  operands: ['VIDEO'],
  summary: 'Compress a video and publish it as an update of a thread; a missing thread is made.',
  options: {
    library: libraryOption,
    thread: { type: 'string', value: 'T', isRequired: true, help: "The thread's name or id." },
    title: { type: 'string', value: 'S', isRequired: true, help: "The update's title." },
    answer: {
      type: 'string',
      value: '"Question=Text"',
      isMultiple: true,
      help: 'An answer in words; may be repeated.',
    },
    captions: { type: 'string', value: 'F.vtt', help: 'Captions, as WebVTT or SubRip.' },
  },
  async run(context) {
    const { operands, options } = context
    const file = resolve(operands[0] ?? '')
    const answers = listOption(options, 'answer').map(splitAnswer)
    const captions = readCaptions(textOption(options, 'captions'))
    const library = await chosenLibrary(context)
    const prepared = await importFile(context, file)
    const thread = await findOrMakeThread(context, { library, name: textOption(options, 'thread') ?? '', answers })
    const settings = await (await context.backend()).get<{ timeZone: string }>('/api/settings')
    const id = await perform(context, library, {
      request: 'update.publish',
      thread: thread.id,
      cycle: cycleAt({ cadence: thread.cadence, nowMs: context.nowMs(), timeZone: settings.timeZone }).id,
      title: textOption(options, 'title') ?? '',
      isNothing: false,
      intent: null,
      asks: [],
      video: { prepared },
      captions,
      answers: answersFor(thread, answers),
    })
    return publishedOutcome(context, { library, id, kind: 'update' })
  },
}

/** Reads captions and writes them anew, so that only plain cues are ever published. */
function readCaptions(file: string | null): { language: string; vtt: string }[] {
  if (file === null) return []
  const size = statOf(file).size
  if (size > maxCaptionBytes) throw new Failure({ code: 'too-large', message: 'These captions are larger than 2 MB.' })
  const { cues } = parseCaptions(readFileSync(file, 'utf8'))
  if (cues.length === 0) {
    throw new Failure({ code: 'media-unreadable', message: 'No captions could be read from that file.' })
  }
  return [{ language: 'en', vtt: writeWebVtt(cues) }]
}

/** Brings a video into the profile, compressed; answers the prepared video's id. */
export async function importFile(context: CommandContext, file: string): Promise<string> {
  statOf(file)
  const client = await context.backend()
  const { jobId } = await client.upload<{ jobId: string }>(
    `/api/prepared?name=${encodeURIComponent(basename(file))}`,
    Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
  )
  const result = (await client.finishJob(jobId, context.progress)) as { preparedId: string }
  return result.preparedId
}

function statOf(file: string) {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isFile()) return found
  throw new Failure({ code: 'not-found', message: `There is no file ${file}.`, remedy: 'Check its name and place.' })
}

/** What is printed of a published video: its id, and where its file stands. */
async function publishedOutcome(
  context: CommandContext,
  { library, id, kind }: { library: LibraryView; id: string; kind: 'update' | 'video' },
) {
  const client = await context.backend()
  const { view } = await client.get<{ view: { video: VideoView | null } }>(`/api/libraries/${library.id}/records/${id}`)
  const { folder } = await client.get<{ folder: string }>(`/api/libraries/${library.id}/records/${id}/folder`)
  const value = {
    id,
    path: join(library.dir, ...folder.split('/'), 'video.mp4'),
    sizeBytes: view.video?.sizeBytes ?? 0,
    durationSec: (view.video?.durationMs ?? 0) / 1000,
  }
  return { value, text: `Published the ${kind} ${id}: ${value.path}` }
}

interface WrittenAnswer {
  question: string
  text: string
}

function splitAnswer(text: string): WrittenAnswer {
  const equals = text.indexOf('=')
  if (equals < 1) throw wrongUsage('An answer is written as "Question=Text".', '--answer "What moved=Refunds settle."')
  return { question: text.slice(0, equals).trim(), text: text.slice(equals + 1).trim() }
}

function plain(question: string): string {
  return question
    .toLowerCase()
    .replace(/[\s?.!:]+$/u, '')
    .trim()
}

async function findOrMakeThread(
  context: CommandContext,
  { library, name, answers }: { library: LibraryView; name: string; answers: WrittenAnswer[] },
): Promise<ThreadView> {
  const client = await context.backend()
  const find = async (): Promise<ThreadView | undefined> =>
    (await recordsOf(client, library.id, 'thread')).find(
      (thread) => thread.id === name || thread.name.toLowerCase() === name.toLowerCase(),
    )
  const known = await find()
  if (known) return known
  context.progress(`Making the thread "${name}"`)
  await perform(context, library, {
    request: 'thread.make',
    name,
    purpose: 'status',
    cadence: { every: 'week', weekday: 5, dueMinutes: 18 * 60 },
    questions: answers.map(({ question }, place) => ({
      id: `q${place + 1}`,
      text: question,
      hint: '',
      intent: 'plain' as const,
    })),
    people: [library.me],
    replacesMinutes: null,
    suggestedSec: 120,
  })
  const made = await find()
  if (made) return made
  throw new Failure({ code: 'internal', message: 'The thread was made but cannot be read back.' })
}

function answersFor(thread: ThreadView, answers: WrittenAnswer[]) {
  return answers.map(({ question, text }) => {
    const asked = thread.questions.find((known) => known.id === question || plain(known.text) === plain(question))
    if (asked === undefined) {
      const questions = thread.questions.map((known) => `"${known.text}"`).join(', ')
      throw wrongUsage(`"${thread.name}" does not ask "${question}".`, `It asks: ${questions || 'nothing yet'}`)
    }
    return { question: asked.id, text, startMs: null, isBlocker: false }
  })
}
