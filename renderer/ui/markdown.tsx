import { type MouseEvent, type ReactNode, useMemo } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import { isQuickMarkdown } from '../../domain/reading/markdown-cost.ts'
import { text } from '../app/messages/text.ts'
import css from './markdown.module.css'

interface MarkdownProps {
  source: string
  /** Called with an https address when a link is followed; the app asks before it leaves. */
  onOpenLink: (href: string) => void
}

const httpsOnly = (href: string): string => {
  if (href.startsWith('#')) return href
  return URL.canParse(href) && new URL(href).protocol === 'https:' ? href : ''
}

/**
 * Markdown that others wrote, as a page to read.
 * Raw HTML is not rendered, pictures are left out (they would be fetched from elsewhere), and only https links are live.
 * A text that would keep the page busy for long is shown as it was typed.
 */
export function Markdown({ source, onOpenLink }: MarkdownProps) {
  const isQuick = useMemo(() => isQuickMarkdown(source), [source])
  if (!isQuick) {
    return (
      <div className={css.markdown}>
        <pre>{source}</pre>
      </div>
    )
  }
  const components: Components = {
    a: ({ href, children }) => (
      <OutwardLink href={href} onOpenLink={onOpenLink}>
        {children}
      </OutwardLink>
    ),
    // The page has its own first heading.
    h1: ({ children }) => <h2>{children}</h2>,
    h2: ({ children }) => <h3 className={css.second}>{children}</h3>,
    h3: ({ children }) => <h4>{children}</h4>,
    input: ({ checked }) => (
      <span
        className={checked ? css.ticked : css.unticked}
        role="img"
        aria-label={text(checked ? 'onboarding.step-done' : 'onboarding.step-todo')}
      />
    ),
    table: ({ children }) => (
      <div className={css.wide}>
        <table>{children}</table>
      </div>
    ),
  }
  return (
    <div className={css.markdown}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[rehypeSanitize]}
        components={components}
        disallowedElements={['img']}
        urlTransform={httpsOnly}
        skipHtml
      >
        {source}
      </ReactMarkdown>
    </div>
  )
}

interface OutwardLinkProps {
  href: string | undefined
  onOpenLink: (href: string) => void
  children: ReactNode
}

function OutwardLink({ href, onOpenLink, children }: OutwardLinkProps) {
  if (href === undefined || href === '') return <span>{children}</span>
  const open = (event: MouseEvent) => {
    event.preventDefault()
    // The page's address belongs to its routes, so a footnote is shown, not gone to.
    if (href.startsWith('#')) document.getElementById(href.slice(1))?.scrollIntoView()
    else onOpenLink(href)
  }
  return (
    <a href={href} rel="noreferrer" onClick={open} onAuxClick={open}>
      {children}
    </a>
  )
}
