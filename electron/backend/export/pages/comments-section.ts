import { type Html, html } from '../html.ts'
import { nameOf, type Site, secondMark } from '../site.ts'
import { writtenLength } from '../wording.ts'
import { mark, said, section } from './layout.ts'

/** What others said about a thing, the oldest first. What is handed on alone leaves without it. */
export function commentsSection(site: Site, on: string): Html | null {
  const comments = site.kind === 'copy' ? [] : (site.content.comments.get(on) ?? [])
  if (comments.length === 0) return null
  const rows = comments.map(({ author, atMs, on: { ms }, text }) => {
    const at =
      ms !== null &&
      html` <a class="time" href="${secondMark(ms)}" data-second="${ms / 1000}">at ${writtenLength(ms)}</a>`
    return html`<li>${mark(site, author)}<div><p class="note"><b dir="auto">${nameOf(site, author)}</b>${at}, ${site.wording.moment(atMs)}</p>
${text === null ? html`<p class="note">These words are not here.</p>` : said(text)}</div></li>`
  })
  return section({ title: 'Comments', body: html`<ul class="comments">${rows}</ul>` })
}
