import type { ThreadView, UpdateView } from '../../../../domain/views/records.ts'
import { type Html, html } from '../html.ts'
import { hrefTo, nameOf, type Site, siteFile } from '../site.ts'
import { counted, listed, writtenCycle, writtenLength } from '../wording.ts'
import { linked, mark, page, section } from './layout.ts'
import { titleOf } from './watch-page.ts'

const cadences = {
  day: 'Daily',
  week: 'Weekly',
  'two-weeks': 'Every two weeks',
  month: 'Monthly',
  never: 'Open',
} as const

/** The page of one thread: its updates round by round, the newest first, and what was decided and written in it. */
export function threadPage(
  site: Site,
  { view, folder, updates }: { view: ThreadView; folder: string; updates: readonly UpdateView[] },
): string {
  const title = view.name || 'Thread'
  const rounds = new Map<string, UpdateView[]>()
  for (const update of updates) {
    const inRound = rounds.get(update.cycle)
    if (inRound) inRound.push(update)
    else rounds.set(update.cycle, [update])
  }
  const inOrder = [...rounds].toSorted(([a], [b]) => (a < b ? 1 : -1))
  const inThread = <View extends { thread: string | null; title: string; id: string }>(
    views: readonly View[],
  ): Html | null => {
    const found = views.filter(({ thread }) => thread === view.id)
    if (found.length === 0) return null
    const rows = found.map(
      (each) => html`<li>${linked(each.title || 'Untitled', hrefTo(site, { from: folder, id: each.id }))}</li>`,
    )
    return html`<ul class="lined">${rows}</ul>`
  }
  const about = [`${cadences[view.cadence.every]} thread`, counted(updates.length, 'update', 'updates')]
  if (view.isArchived) about.push('put away')
  const people = listed(view.people.map((person) => nameOf(site, person)))
  return page(site, {
    folder,
    title,
    trail: [{ label: 'Threads', href: `${siteFile(folder, 'index.html')}#threads` }],
    main: html`<header class="title"><div><h1 dir="auto">${title}</h1><p class="note">${about.join(' · ')}</p></div></header>
${people !== '' && html`<p class="note">With ${people}.</p>`}
${view.questions.length > 0 && html`<ul class="questions" aria-label="Questions">${view.questions.map(({ text }) => html`<li dir="auto">${text}</li>`)}</ul>`}
${updates.length === 0 && html`<p class="note">No updates yet.</p>`}
${inOrder.map(([cycle, inRound]) => section({ title: writtenCycle(cycle) ?? 'Updates', body: updateRows(site, inRound, folder) }))}
${section({ title: 'Decisions', body: inThread(site.content.decisions) })}
${section({ title: 'Documents', body: inThread(site.content.documents) })}`,
  })
}

/** Updates as rows: who, in how many words, and how long it takes. */
export function updateRows(site: Site, updates: readonly UpdateView[], folder: string): Html {
  return html`<ul class="rows">${updates.map((update) => {
    const first = update.answers.find(({ text }) => text !== null && text.trim() !== '')?.text ?? ''
    const href = hrefTo(site, { from: folder, id: update.id })
    const length = update.video === null ? 'text' : writtenLength(update.video.durationMs)
    return html`<li><p class="who">${mark(site, update.author)}<span dir="auto">${nameOf(site, update.author)}</span></p>
<div><p class="headline">${linked(titleOf(update), href)}</p>${first !== '' && first !== update.title && html`<p class="said" dir="auto">${shortened(first)}</p>`}</div>
<p class="note">${site.wording.date(update.atMs)}<br>${update.isNothing ? 'nothing' : length}</p></li>`
  })}</ul>`
}

const shownLength = 220

function shortened(text: string): string {
  if (text.length <= shownLength) return text
  const cut = text.slice(0, shownLength).toWellFormed()
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), shownLength / 2)).trimEnd()}…`
}
