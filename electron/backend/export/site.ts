import type { MomentView, PersonView } from '../../../domain/views/records.ts'
import type { LibraryContent } from './content.ts'
import { inFolder, type Places, pageIn, relativeAddress } from './site-plan.ts'
import type { Wording } from './wording.ts'

/** All that a page needs to know of the site it stands in. */
export interface Site {
  /** The library's name. */
  name: string
  content: LibraryContent
  places: Places
  wording: Wording
  /** A whole library with its lists and search, or one thing handed on alone. */
  kind: 'library' | 'copy'
  hasMedia: boolean
  /** The colour of each person's mark, 1 to 5, in the order in which they came. */
  voices: ReadonlyMap<string, number>
}

/** A site of what is in a library, or of a part of it. */
export function siteOf(parts: Omit<Site, 'voices'>): Site {
  const inOrder = parts.content.people.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  return { ...parts, voices: new Map(inOrder.map(({ id }, place) => [id, (place % 5) + 1])) }
}

/** A moment that can be led to: the page, and the second. */
export interface Reference {
  title: string
  /** Null where the thing is not in this site. */
  href: string | null
  ms: number | null
}

/** The folder of a thing that has a page here. */
export function folderOf(site: Site, id: string): string | null {
  return site.places.get(id) ?? null
}

/** The address of a thing's page from another folder; null where it has none in this site. */
export function hrefTo(
  site: Site,
  { from, id, ms = null }: { from: string; id: string; ms?: number | null },
): string | null {
  const folder = folderOf(site, id)
  if (folder === null) return null
  return relativeAddress({ fromFolder: from, path: pageIn(folder) }) + secondMark(ms)
}

/** "#t=83", which a page with a video opens at; empty for the whole. */
export function secondMark(ms: number | null): string {
  return ms === null ? '' : `#t=${Math.floor(ms / 1000)}`
}

/** The address of a file that belongs to the site as a whole. */
export function siteFile(from: string, path: string): string {
  return relativeAddress({ fromFolder: from, path })
}

/** The address of a file in the page's own folder. */
export function beside(folder: string, name: string): string {
  return relativeAddress({ fromFolder: folder, path: inFolder(folder, name) })
}

function personOf(site: Site, id: string): PersonView | null {
  const view = site.content.byId.get(id)
  return view?.kind === 'person' ? view : null
}

/** A person's name; of one whose first words are not here yet, that somebody wrote it. */
export function nameOf(site: Site, id: string): string {
  return personOf(site, id)?.name.trim() || 'Someone'
}

/** What a moment of evidence or a step leads to; null where the thing is not in the library any more. */
export function referenceTo(site: Site, from: string, moment: Pick<MomentView, 'item' | 'ms'>): Reference | null {
  const view = site.content.byId.get(moment.item)
  if (view === undefined) return null
  const title = 'title' in view ? view.title : 'name' in view ? view.name : ''
  if (view.kind === 'comment') return referenceTo(site, from, { item: view.on.item, ms: moment.ms ?? view.on.ms })
  return { title: title || 'Untitled', href: hrefTo(site, { from, id: view.id, ms: moment.ms }), ms: moment.ms }
}
