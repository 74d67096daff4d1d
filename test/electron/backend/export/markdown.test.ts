import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { escapeHtml, html } from '../../../../electron/backend/export/html.ts'
import { markdown } from '../../../../electron/backend/export/markdown.ts'
import { openMarkdownRendering } from '../../../../electron/backend/export/markdown-rendering.ts'
import { findAppFiles } from '../../../../electron/backend/host/app-files.ts'

describe('what people wrote in a page', () => {
  it('is Markdown as the app shows it: headings one lower, task lists, tables, https links', () => {
    const { markup } = markdown('# A\n\n- [x] done\n\n| a |\n| - |\n| 1 |\n\n[b](https://example.org/?a=1&b) ~~c~~')
    expect(markup).toContain('<h2>A</h2>')
    expect(markup).toContain('<span class="ticked"></span>')
    expect(markup).toContain('<div class="wide" tabindex="0"><table>')
    expect(markup).toContain('<a href="https://example.org/?a=1&#x26;b" rel="noreferrer noopener">b</a>')
    expect(markup).toContain('<del>c</del>')
  })

  it.each([
    '<script>x</script>',
    '<img src=x onerror=y>',
    '![p](https://evil.example/p.png)',
    '[a](javascript:x) [b](data:text/html,x) [c](http://x) [d](//x) [e](vbscript:x) <https://u:p@x> [f](JaVaScRiPt:x)',
    '<a href="javascript:x" onclick=y>z</a>',
    '<style>*{}</style><iframe src=x></iframe><svg onload=x>',
    '[x]: javascript:alert(1)\n\n[x]',
    '`</code><script>`\n\n```"><script>\n</code></pre><script>\n```',
  ])('makes nothing of %j that runs, fetches or leads elsewhere than to https', (source) => {
    const { markup } = markdown(source)
    expect(markup).not.toMatch(/<(script|img|iframe|style|svg|object|form|input|meta|base)/i)
    expect(markup).not.toMatch(/\son\w+=/i)
    for (const [, address] of markup.matchAll(/(?:href|src)="([^"]*)"/g)) expect(address).toMatch(/^(https:|#)/)
  })

  it('stands as it was typed where a parser would not come to its end, and what follows is read as ever', async () => {
    const rendering = openMarkdownRendering({ workerUrl: findAppFiles().markdownWorkerUrl, limitMs: 4000 })
    onTestFinished(() => rendering.close())
    const endless = `${'>'.repeat(60_000)}<b>`
    expect((await rendering.render(endless)).markup).toBe(`<pre class="typed">${escapeHtml(endless)}</pre>`)
    expect((await rendering.render('*a*')).markup).toBe('<p><em>a</em></p>')
  })

  it('never ends an attribute or an element that it stands in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeHtml(text)
        expect(escaped).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/)
        expect(html`<p title="${text}">${[text, null, false]}</p>`.markup).toBe(`<p title="${escaped}">${escaped}</p>`)
      }),
      { numRuns: 1000 },
    )
  })
})
