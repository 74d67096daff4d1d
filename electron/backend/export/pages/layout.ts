import { type Html, html } from '../html.ts'
import { nameOf, type Site, siteFile } from '../site.ts'
import { initialsOf } from '../wording.ts'

/** Nothing but the site's own files, and captions that stand in the page itself. No script is written into a page. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "media-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export interface PageOptions {
  /** The folder that the page stands in. */
  folder: string
  title: string
  /** Where the page belongs: its list, its thread. Null addresses are plain words. */
  trail?: { label: string; href: string | null }[] | undefined
  main: Html
  /** Scripts of the site that the page uses, besides the one that all pages with a video have. */
  scripts?: string[] | undefined
  isWide?: boolean | undefined
}

/** A whole page of the site. */
export function page(
  site: Site,
  { folder, title, trail = [], main, scripts = [], isWide = false }: PageOptions,
): string {
  const home = site.kind === 'library' ? siteFile(folder, 'index.html') : null
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Ownpace">
<title>${title === site.name ? title : `${title} – ${site.name}`}</title>
<link rel="stylesheet" href="${siteFile(folder, 'site/site.css')}">
${scripts.map((script) => html`<script src="${siteFile(folder, `site/${script}`)}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#main">Skip to the words</a>
<header class="top">
<p class="library" dir="auto">${home === null ? site.name : html`<a href="${home}">${site.name}</a>`}</p>
${home !== null && navigation(folder)}</header>
<main id="main" tabindex="-1"${isWide && html` class="wide-page"`}>
${trail.length > 0 && breadcrumb(trail)}${main}
</main>
<footer class="foot"><p>${
    site.kind === 'library'
      ? 'Exported with Ownpace. These files need no app and no connection. Times are in '
      : 'A copy, made with Ownpace. These files need no app and no connection. Times are in '
  }${site.wording.timeZone.replaceAll('_', ' ')}.</p></footer>
</body>
</html>
`
  return markup
}

function navigation(folder: string): Html {
  const lists = ['Threads', 'Decisions', 'Paths', 'Documents', 'People']
  return html`<nav aria-label="Library"><ul>${lists.map(
    (list) => html`<li><a href="${siteFile(folder, 'index.html')}#${list.toLowerCase()}">${list}</a></li>`,
  )}<li><a href="${siteFile(folder, 'search.html')}">Search</a></li></ul></nav>
`
}

function breadcrumb(trail: { label: string; href: string | null }[]): Html {
  return html`<nav class="trail" aria-label="Where this belongs"><ol>${trail.map(
    ({ label, href }) => html`<li dir="auto">${href === null ? label : html`<a href="${href}">${label}</a>`}</li>`,
  )}</ol></nav>
`
}

/** What somebody said, with its lines as they were written. */
export function said(text: string): Html {
  return html`<p class="said" dir="auto">${text}</p>`
}

/** The coloured mark of a person; their name stands beside it. */
export function mark(site: Site, person: string): Html {
  return html`<span class="mark voice-${site.voices.get(person) ?? 1}" aria-hidden="true">${initialsOf(nameOf(site, person))}</span>`
}

export function linked(label: string, href: string | null): Html {
  return href === null ? html`<span dir="auto">${label}</span>` : html`<a href="${href}" dir="auto">${label}</a>`
}

/** A heading with what belongs under it; nothing where there is nothing. */
export function section({ id, title, body }: { id?: string; title: string; body: Html | false | null }): Html | null {
  if (body === false || body === null) return null
  return html`<section${id !== undefined && html` id="${id}"`}><h2>${title}</h2>
${body}</section>
`
}

/** Bytes as an address that needs no second file, which a page opened from a disk may not read. */
export function dataAddress(mimeType: string, text: string): string {
  return `data:${mimeType};base64,${Buffer.from(text, 'utf8').toString('base64')}`
}
