import type { LearningPathView, StepView } from '../../../../domain/views/records.ts'
import { type Html, html } from '../html.ts'
import { nameOf, referenceTo, type Site, siteFile } from '../site.ts'
import { counted, writtenLength } from '../wording.ts'
import { linked, page, said } from './layout.ts'

/** The page of one path: its sections, and its steps in order. */
export function pathPage(site: Site, { view, folder }: { view: LearningPathView; folder: string }): string {
  const title = view.title || 'Path'
  const stepCount = view.sections.reduce((sum, { steps }) => sum + steps.length, 0)
  const below = [`By ${nameOf(site, view.author)}`, counted(stepCount, 'step', 'steps')]
  if (view.editedAtMs !== null) below.push(`last changed ${site.wording.date(view.editedAtMs)}`)
  const home = site.kind === 'library' ? [{ label: 'Paths', href: `${siteFile(folder, 'index.html')}#paths` }] : []
  return page(site, {
    folder,
    title,
    trail: home,
    main: html`<article class="single">
<header class="title"><div><h1 dir="auto">${title}</h1><p class="note">${below.join(' · ')}</p></div></header>
${view.about !== null && view.about.trim() !== '' && said(view.about)}
${view.sections.map(
  ({ title: heading, steps }) => html`<section>${heading !== '' && html`<h2 dir="auto">${heading}</h2>`}
<ol class="steps">${steps.map((step) => stepRow(site, step, folder))}</ol></section>
`,
)}</article>`,
  })
}

function stepRow(site: Site, { item, title, asksToConfirm }: StepView, folder: string): Html {
  const reference = referenceTo(site, folder, { item, ms: null })
  const confirm = asksToConfirm && html` <span class="note">to be confirmed</span>`
  if (reference === null) return html`<li>${title ?? 'A step'} <span class="note">no longer in the library</span></li>`
  return html`<li>${linked(title || reference.title, reference.href)} <span class="note">${lengthOf(site, item)}</span>${confirm}</li>`
}

function lengthOf(site: Site, item: string): string {
  const view = site.content.byId.get(item)
  if (view !== undefined && 'video' in view && view.video !== null)
    return `${writtenLength(view.video.durationMs)} to watch`
  if (view === undefined || !('readSec' in view) || view.readSec === 0) return ''
  return `${Math.max(1, Math.round(view.readSec / 60))} min to read`
}
