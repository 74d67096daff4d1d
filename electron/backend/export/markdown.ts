import rehypeSanitize from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { isQuickMarkdown } from '../../../domain/reading/markdown-cost.ts'
import { type Html, html, sanitised } from './html.ts'

/** The tree of a page, as the sanitiser hands it on. */
type Root = ReturnType<ReturnType<typeof rehypeSanitize>>
type RootContent = Root['children'][number]
type Element = Extract<RootContent, { type: 'element' }>
type ElementContent = Element['children'][number]

/** The page has its own first heading, so each of the text's stands one lower. */
const lowerHeadings: Record<string, string> = { h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6' }

const renderer = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize)
  .use(() => (tree: Root) => {
    tree.children = tree.children.flatMap(fitted)
  })
  .use(rehypeStringify)

/**
 * Markdown that somebody wrote, as the app shows it: raw HTML is not rendered, pictures are left out since they would be
 * fetched from elsewhere, and only https addresses are links. Text that cannot be parsed in time stands as it was typed.
 */
export function markdown(source: string): Html {
  try {
    if (isQuickMarkdown(source)) return sanitised(String(renderer.processSync(source.toWellFormed())))
  } catch {
    // what is nested thousands deep ends the parser's stack
  }
  return html`<pre class="typed">${source}</pre>`
}

function fitted<Node extends RootContent | ElementContent>(node: Node): (Node | Element)[] {
  if (node.type !== 'element') return [node]
  const children = node.children.flatMap(fitted) as ElementContent[]
  const { tagName, properties } = node
  if (tagName === 'img') return []
  if (tagName === 'a') return [link(properties.href, children, properties)]
  if (tagName === 'input')
    return [element('span', { className: [properties.checked === true ? 'ticked' : 'unticked'] }, [])]
  if (tagName === 'code') return [element('code', {}, children)]
  if (tagName === 'table') return [element('div', { className: ['wide'], tabIndex: 0 }, [{ ...node, children }])]
  return [{ ...node, tagName: lowerHeadings[tagName] ?? tagName, children }]
}

function link(href: unknown, children: ElementContent[], properties: Element['properties']): Element {
  if (typeof href === 'string' && href.startsWith('#')) return element('a', properties, children)
  const isHttps = typeof href === 'string' && URL.canParse(href) && new URL(href).protocol === 'https:'
  if (!isHttps) return element('span', {}, children)
  return element('a', { href: new URL(href).href, rel: ['noreferrer', 'noopener'] }, children)
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}
