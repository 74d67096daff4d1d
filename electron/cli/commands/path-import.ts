import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { headingIn } from '../../../domain/reading/heading.ts'
import type { LibraryView } from '../../../domain/views/library.ts'
import { type Command, type CommandContext, libraryOption, textOption } from '../command.ts'
import { chosenLibrary, perform } from '../libraries.ts'
import { importFile } from './publish.ts'

const documentEndings = new Set(['.md', '.markdown'])
const videoEndings = new Set(['.mp4', '.webm', '.mov', '.mkv', '.m4v', '.avi'])
const documentSizeCapBytes = 400_000

interface Part {
  file: string
  title: string
  kind: 'document' | 'video'
}

interface PartsOfSection {
  title: string
  parts: Part[]
}

export const pathImport: Command = {
  words: 'path import',
  aliases: ['import path'],
  operands: ['FOLDER'],
  summary: 'Make a path from a folder of Markdown and videos, in the order of their names; a subfolder is a section.',
  options: {
    library: libraryOption,
    title: { type: 'string', value: 'T', isRequired: true, help: "The path's title." },
  },
  async run(context) {
    const folder = resolve(context.operands[0] ?? '')
    const title = textOption(context.options, 'title') ?? ''
    const sections = sectionsOf(folder, title)
    const library = await chosenLibrary(context)
    const made: {
      id: string
      title: string
      steps: { id: string; item: string; title: null; asksToConfirm: boolean }[]
    }[] = []
    let stepCount = 0
    for (const [place, { title: sectionTitle, parts }] of sections.entries()) {
      const steps = []
      for (const part of parts) {
        context.progress(`Adding "${part.title}"`)
        const item = await publishPart(context, library, part)
        stepCount += 1
        steps.push({ id: `t${stepCount}`, item, title: null, asksToConfirm: false })
      }
      made.push({ id: `s${place + 1}`, title: sectionTitle, steps })
    }
    const id = await perform(context, library, { request: 'path.make', title, about: '', sections: made })
    return {
      value: { id, title, steps: made.flatMap(({ steps }) => steps.map(({ item }) => item)) },
      text: `Made the path "${title}" with ${stepCount} steps: ${id}`,
    }
  },
}

async function publishPart(context: CommandContext, library: LibraryView, part: Part): Promise<string> {
  if (part.kind === 'document') {
    const text = readFileSync(part.file, 'utf8')
    return perform(context, library, { request: 'document.write', title: part.title, text, thread: null })
  }
  const prepared = await importFile(context, part.file)
  return perform(context, library, {
    request: 'video.publish',
    title: part.title,
    about: '',
    video: { prepared },
    captions: [],
  })
}

function sectionsOf(folder: string, title: string): PartsOfSection[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Failure({
      code: 'not-found',
      message: `There is no folder ${folder}.`,
      remedy: 'Check its name and place.',
    })
  }
  const subfolders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort(byName)
  const sections = [
    { title, parts: partsOf(folder) },
    ...subfolders.map((name) => ({ title: nameForPeople(name), parts: partsOf(join(folder, name)) })),
  ].filter(({ parts }) => parts.length > 0)
  if (sections.length > 0) return sections
  throw new Failure({
    code: 'not-found',
    message: 'That folder holds neither Markdown nor videos.',
    remedy: 'A path is made of .md, .mp4, .webm, .mov and .mkv files.',
  })
}

function partsOf(folder: string): Part[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort(byName)
    .flatMap((name): Part[] => {
      const file = join(folder, name)
      const ending = extname(name).toLowerCase()
      if (videoEndings.has(ending)) return [{ file, title: nameForPeople(name), kind: 'video' }]
      if (!documentEndings.has(ending)) return []
      if (statSync(file).size > documentSizeCapBytes) {
        throw new Failure({
          code: 'too-large',
          message: `"${name}" is larger than 400 kB.`,
          remedy: 'Split it in two.',
        })
      }
      return [{ file, title: headingOf(readFileSync(file, 'utf8')) ?? nameForPeople(name), kind: 'document' }]
    })
}

/** 2 before 10, whatever the system's language. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

function headingOf(markdown: string): string | null {
  for (const line of markdown.split('\n')) {
    const heading = headingIn(line)
    if (heading) return heading.slice(0, 200)
  }
  return null
}

/** `02-how-money-moves.mp4` as a title: "How money moves". */
function nameForPeople(name: string): string {
  const bare = name.slice(0, name.length - extname(name).length).replace(/^[0-9]+[\s._-]+/, '')
  const words = bare.replace(/[_-]+/g, ' ').trim() || name
  return (words[0]?.toUpperCase() ?? '') + words.slice(1)
}
