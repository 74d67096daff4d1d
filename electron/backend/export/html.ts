const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Markup that is safe to stand in a page. Only `html` and `sanitised` make it, so that no text becomes it by accident. */
export class Html {
  readonly #markup: string

  constructor(markup: string) {
    this.#markup = markup
  }

  get markup(): string {
    return this.#markup
  }
}

/** What can stand in a template: text, which is escaped; markup, which is not; nothing; or a list of these. */
export type HtmlPart = Html | string | number | null | false | readonly HtmlPart[]

/** Markup with everything between `${` and `}` escaped, in text and in quoted attributes alike. */
export function html(pieces: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  return new Html(
    pieces.map((piece, place) => piece + (place < parts.length ? markupOf(parts[place] ?? null) : '')).join(''),
  )
}

/** Markup that a sanitiser has made. */
export function sanitised(markup: string): Html {
  return new Html(markup)
}

/** Text as it can stand anywhere in a page, without the control characters that no page may hold. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n])\p{Cc}/gu, '')
    .replace(/[&<>"'`]/g, (character) => escapes[character] ?? '')
}

function markupOf(part: HtmlPart): string {
  if (part === null || part === false) return ''
  if (part instanceof Html) return part.markup
  if (typeof part === 'string') return escapeHtml(part)
  return typeof part === 'number' ? String(part) : part.map(markupOf).join('')
}
