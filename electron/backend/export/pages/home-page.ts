import { type Html, html } from '../html.ts'
import { hrefTo, nameOf, type Site } from '../site.ts'
import { counted, listed, writtenLength } from '../wording.ts'
import { linked, mark, page, section } from './layout.ts'
import { updateRows } from './thread-page.ts'
import { titleOf } from './watch-page.ts'

const newestCount = 12

/** The first page of a library's export: what is newest, and everything else by its kind. */
export function homePage(site: Site, nowMs: number): string {
  const { threads, updates, decisions, problems, documents, videos, paths, people } = site.content
  const counts = [
    counted(updates.length, 'update', 'updates'),
    decisions.length > 0 && counted(decisions.length, 'decision', 'decisions'),
    paths.length > 0 && counted(paths.length, 'path', 'paths'),
    documents.length > 0 && counted(documents.length, 'document', 'documents'),
  ].filter((count) => count !== false)
  const lead = `${listed(counts)}, from ${counted(people.length, 'person', 'people')}. As of ${site.wording.date(nowMs)}.`
  return page(site, {
    folder: '',
    title: site.name,
    main: html`<header class="title"><div><h1 dir="auto">${site.name}</h1><p class="note">${lead}</p></div></header>
<p><a class="button" href="search.html">Search</a></p>
${section({ id: 'newest', title: 'Newest', body: updates.length > 0 && updateRows(site, updates.slice(0, newestCount), '') })}
${section({ id: 'threads', title: 'Threads', body: threadsList(site, threads) ?? none('No threads yet.') })}
${section({ id: 'decisions', title: 'Decisions', body: listOf(site, decisions, decisionNote(site)) ?? none('Nothing was decided yet.') })}
${section({ title: 'Open decisions', body: listOf(site, problems, ({ isClosed }) => (isClosed ? 'closed' : 'open')) })}
${section({ id: 'paths', title: 'Paths', body: listOf(site, paths, ({ sections }) => counted(sections.flatMap(({ steps }) => steps).length, 'step', 'steps')) ?? none('No paths yet.') })}
${section({ id: 'documents', title: 'Documents', body: listOf(site, documents, ({ author }) => nameOf(site, author)) ?? none('No documents yet.') })}
${section({ id: 'videos', title: 'Videos', body: listOf(site, videos, (view) => `${nameOf(site, view.author)}, ${writtenLength(view.video.durationMs)}`, titleOf) })}
${section({ id: 'people', title: 'People', body: peopleList(site) })}`,
  })
}

function none(words: string): Html {
  return html`<p class="note">${words}</p>`
}

function threadsList(site: Site, threads: Site['content']['threads']): Html | null {
  if (threads.length === 0) return null
  const counts = new Map<string, number>()
  for (const { thread } of site.content.updates) counts.set(thread, (counts.get(thread) ?? 0) + 1)
  return html`<ul class="lined">${threads.map(
    ({ id, name, isArchived }) =>
      html`<li>${linked(name || 'Thread', hrefTo(site, { from: '', id }))} <span class="note">${counted(counts.get(id) ?? 0, 'update', 'updates')}${isArchived && ', put away'}</span></li>`,
  )}</ul>`
}

function decisionNote(site: Site) {
  return (view: Site['content']['decisions'][number]): string =>
    [site.wording.date(view.atMs), ...(view.replacedBy === null ? [] : ['replaced'])].join(', ')
}

function listOf<View extends { id: string; title: string }>(
  site: Site,
  views: readonly View[],
  noteOf: (view: View) => string,
  labelOf: (view: View) => string = ({ title }) => title || 'Untitled',
): Html | null {
  if (views.length === 0) return null
  return html`<ul class="lined">${views.map(
    (view) =>
      html`<li>${linked(labelOf(view), hrefTo(site, { from: '', id: view.id }))} <span class="note">${noteOf(view)}</span></li>`,
  )}</ul>`
}

function peopleList(site: Site): Html {
  const counts = new Map<string, number>()
  for (const { author } of site.content.updates) counts.set(author, (counts.get(author) ?? 0) + 1)
  const inOrder = site.content.people.toSorted((a, b) => a.name.localeCompare(b.name))
  return html`<ul class="people">${inOrder.map(
    ({ id }) =>
      html`<li>${mark(site, id)}<div><p dir="auto">${nameOf(site, id)}</p><p class="note">${counted(counts.get(id) ?? 0, 'update', 'updates')}</p></div></li>`,
  )}</ul>`
}

/** The page that searches; without scripts it says what it needs. */
export function searchPage(site: Site): string {
  return page(site, {
    folder: '',
    title: 'Search',
    scripts: ['search-terms.js', 'search/index.js', 'search.js'],
    main: html`<h1>Search</h1>
<p class="note" id="needs-script">Searching needs JavaScript. Everything can be reached from <a href="index.html">the first page</a> without it, and the words.md files can be searched by the system.</p>
<form class="search" role="search" hidden><label for="query">What was written or said</label>
<input id="query" type="search" autocomplete="off" spellcheck="false"></form>
<p class="note" id="found" role="status"></p>
<ol class="hits" id="hits"></ol>`,
  })
}
