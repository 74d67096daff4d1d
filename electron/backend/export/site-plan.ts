import type { DecisionView, UpdateView, VideoItemView } from '../../../domain/views/records.ts'
import type { LibraryContent, PageView } from './content.ts'
import { humanName, uniqueNames } from './names.ts'
import type { Wording } from './wording.ts'

/** Where each thing's folder stands in a site, by its id: its page is the `index.html` in it. Forward slashes, '' for the top. */
export type Places = ReadonlyMap<string, string>

const besidePage = ['index.html', 'words.md']
const threadNameMax = 60

/**
 * Gives everything a folder with a name that people recognise: `Threads/Payments/2026-11-19 Mara – Refunds settle`.
 * The oldest comes first, so that what is added later renames nothing.
 */
export function planLibrary(content: LibraryContent, wording: Wording): Places {
  const places = new Map<string, string>()
  const inThread = new Map<string, (name: string) => string>()
  const threadNames = uniqueNames(['Other updates'])
  for (const { id, name } of oldestFirst(content.threads)) {
    const folder = `Threads/${threadNames(humanName(name, { fallback: 'Thread', lengthMax: threadNameMax }))}`
    places.set(id, folder)
    inThread.set(id, uniqueNames(besidePage))
  }
  const stray = uniqueNames(besidePage)
  for (const update of oldestFirst(content.updates)) {
    const folder = places.get(update.thread) ?? 'Threads/Other updates'
    const unique = inThread.get(update.thread) ?? stray
    places.set(update.id, `${folder}/${unique(datedName(update, content, wording))}`)
  }
  const put = (folder: string, views: readonly PageView[], nameOf: (view: PageView) => string): void => {
    const unique = uniqueNames(besidePage)
    for (const view of oldestFirst(views)) places.set(view.id, `${folder}/${unique(nameOf(view))}`)
  }
  const titled = (view: PageView): string => humanName('title' in view ? view.title : '', { fallback: 'Untitled' })
  const dated = (view: PageView): string =>
    humanName(`${wording.day(view.atMs)} ${'title' in view ? view.title : ''}`, { fallback: 'Untitled' })
  put('Decisions', [...content.decisions, ...content.problems], dated)
  put('Paths', content.paths, titled)
  put('Documents', content.documents, titled)
  put('Videos', content.videos, (view) => (view.kind === 'video' ? datedName(view, content, wording) : titled(view)))
  return places
}

/** The same for one thing that is handed on alone: it stands at the top, and a path's steps in folders below it. */
export function planCopy(root: PageView, content: LibraryContent): Places {
  const places = new Map<string, string>([[root.id, '']])
  if (root.kind !== 'path') return places
  const unique = uniqueNames(besidePage)
  const steps = root.sections.flatMap((section) => section.steps)
  for (const [place, { item, title }] of steps.entries()) {
    const view = content.byId.get(item)
    if (!view || !isStep(view) || places.has(item)) continue
    const name = humanName(`${String(place + 1).padStart(2, '0')} ${title ?? view.title}`, { fallback: 'Step' })
    places.set(item, unique(name))
  }
  return places
}

/** What one thing is called when it leaves the library: "2026-11-19 Mara – Refunds settle". */
export function copyName(view: PageView, content: LibraryContent, wording: Wording): string {
  if (view.kind === 'update' || view.kind === 'video') return datedName(view, content, wording)
  return humanName('title' in view ? view.title : view.name, { fallback: 'Copy' })
}

/**
 * The address of a file as a page in another folder of the site links to it: relative, so that it holds on any disk and
 * any server, each name percent-encoded.
 */
export function relativeAddress({ fromFolder, path }: { fromFolder: string; path: string }): string {
  const from = fromFolder === '' ? [] : fromFolder.split('/')
  const to = path.split('/')
  let shared = 0
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1
  const up = from.slice(shared).map(() => '..')
  const address = [...up, ...to.slice(shared).map(encodeURIComponent)].join('/')
  return address
}

/** The page of a folder in the site. */
export function pageIn(folder: string): string {
  return inFolder(folder, 'index.html')
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function isStep(view: { kind: string }): view is UpdateView | VideoItemView | DecisionView {
  return ['update', 'video', 'document', 'decision'].includes(view.kind)
}

function datedName(view: UpdateView | VideoItemView, content: LibraryContent, wording: Wording): string {
  const person = content.byId.get(view.author)
  const author = person?.kind === 'person' ? (person.name.trim().split(/\s+/)[0] ?? '') : ''
  const who = author === '' ? '' : `${author} – `
  const title = view.title === '' ? (view.kind === 'update' ? 'Update' : 'Video') : view.title
  return humanName(`${wording.day(view.atMs)} ${who}${title}`, { fallback: 'Update' })
}

function oldestFirst<View extends { id: string; atMs: number }>(views: readonly View[]): View[] {
  return views.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
}
