import { withoutTitle } from '../../../../domain/reading/heading.ts'
import type { DecisionView, DocumentView, ProblemView } from '../../../../domain/views/records.ts'
import { type Html, html } from '../html.ts'
import { hrefTo, nameOf, referenceTo, type Site } from '../site.ts'
import { counted, listed, writtenLength } from '../wording.ts'
import { commentsSection } from './comments-section.ts'
import { linked, page, section } from './layout.ts'

/** The page of one decision: what was decided, why, by whom, on what evidence, and what came before and after. */
export function decisionPage(
  site: Site,
  { view, folder, body }: { view: DecisionView; folder: string; body: Html | null },
): string {
  const title = view.title || 'Decision'
  const deciders = listed(view.decidedBy.map((person) => nameOf(site, person)))
  const below = [`Decided by ${deciders || nameOf(site, view.author)}, ${site.wording.date(view.atMs)}`]
  if (view.editedAtMs !== null) below.push(`edited ${site.wording.date(view.editedAtMs)}`)
  return page(site, {
    folder,
    title,
    trail: trailOf(site, { list: 'Decisions', thread: view.thread, folder }),
    main: html`<article class="single">
<header class="title"><div><h1 dir="auto">${view.replacedBy === null ? title : html`<s>${title}</s>`}</h1><p class="note">${below.join(' · ')}</p></div></header>
${chain(site, { label: 'Replaced by', id: view.replacedBy, folder })}${wordsOrNote(body, 'No reasons were written down.')}
${evidence(site, view, folder)}${chain(site, { label: 'Replaces', id: view.replaces, folder })}${commentsSection(site, view.id)}</article>`,
  })
}

/** The page of a question that is thought about together. */
export function problemPage(
  site: Site,
  { view, folder, body }: { view: ProblemView; folder: string; body: Html | null },
): string {
  const title = view.title || 'Open decision'
  return page(site, {
    folder,
    title,
    trail: trailOf(site, { list: 'Decisions', thread: view.thread, folder }),
    main: html`<article class="single">
<header class="title"><div><h1 dir="auto">${title}</h1><p class="note">${view.isClosed ? 'Closed' : 'Open'} decision, asked by ${nameOf(site, view.author)}, ${site.wording.date(view.opensAtMs)}</p></div></header>
${wordsOrNote(body, 'No statement is here.')}${commentsSection(site, view.id)}</article>`,
  })
}

/** The page of one document. `body` is its whole text, null where its words are not here. */
export function documentPage(
  site: Site,
  { view, folder, body }: { view: DocumentView; folder: string; body: Html | null },
): string {
  const title = view.title || 'Document'
  const below = [`By ${nameOf(site, view.author)}, ${site.wording.date(view.atMs)}`]
  if (view.editedAtMs !== null) below.push(`last changed ${site.wording.date(view.editedAtMs)}`)
  const others = view.concurrentVersions.length
  return page(site, {
    folder,
    title,
    trail: trailOf(site, { list: 'Documents', thread: view.thread, folder }),
    main: html`<article class="single">
<header class="title"><div><h1 dir="auto">${title}</h1><p class="note">${below.join(' · ')}</p></div></header>
${others > 0 && html`<p class="note">${counted(others, 'other version was', 'other versions were')} written at the same time; the newest stands here.</p>`}
${wordsOrNote(body, 'The words of this document are not here.')}${commentsSection(site, view.id)}</article>`,
  })
}

/** The Markdown of what is read on a page of its own; null where there is none. `text` is a document's whole text. */
export function markdownOf(view: DecisionView | ProblemView | DocumentView, text: string | null): string | null {
  const source = view.kind === 'decision' ? view.why : view.kind === 'problem' ? view.statement : text
  if (source === null || source.trim() === '') return null
  return view.kind === 'document' ? withoutTitle(source, view.title) : source
}

function wordsOrNote(body: Html | null, none: string): Html {
  if (body === null) return html`<p class="note">${none}</p>`
  return html`<div class="markdown" dir="auto">${body}</div>`
}

function evidence(site: Site, view: DecisionView, folder: string): Html | null {
  const found = view.evidence.flatMap((moment) => referenceTo(site, folder, moment) ?? [])
  if (found.length === 0) return null
  const rows = found.map(
    ({ title, href, ms }) =>
      html`<li>${linked(title, href)}${ms !== null && html` <span class="time">at ${writtenLength(ms)}</span>`}</li>`,
  )
  return section({ title: 'What it rests on', body: html`<ul class="lined">${rows}</ul>` })
}

function chain(site: Site, { label, id, folder }: { label: string; id: string | null; folder: string }): Html | null {
  const other = id === null ? null : referenceTo(site, folder, { item: id, ms: null })
  return other && html`<p class="chain"><span class="note">${label}</span> ${linked(other.title, other.href)}</p>`
}

function trailOf(site: Site, { list, thread, folder }: { list: string; thread: string | null; folder: string }) {
  const view = thread === null ? undefined : site.content.byId.get(thread)
  const crumbs: { label: string; href: string | null }[] =
    site.kind === 'library'
      ? [{ label: list, href: `${'../'.repeat(folder.split('/').length)}index.html#${list.toLowerCase()}` }]
      : []
  if (view?.kind === 'thread') crumbs.push({ label: view.name, href: hrefTo(site, { from: folder, id: view.id }) })
  return crumbs
}
