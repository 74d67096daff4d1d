import { describe, expect, it } from 'vitest'
import { isQuickMarkdown } from '../../../domain/reading/markdown-cost.ts'
import { markdown } from '../../../electron/backend/export/markdown.ts'

describe('a text in Markdown', () => {
  it('is taken apart where somebody wrote it to be read, however long it is', () => {
    const list = '- a *point* with [a link](https://example.org) and `code`\n'.repeat(2000)
    const paragraphs = 'Some **words** that _matter_, ~~or not~~.\n\n'.repeat(5000)
    const table = `| a | b |\n| - | - |\n${'| *x* | y |\n'.repeat(900)}`
    for (const text of [list, paragraphs, table, '> > quoted\n', '']) expect(isQuickMarkdown(text)).toBe(true)
  })

  it.each(['_a*', '*a ', '~]', '_www.', '![ (', '[', '> ', '&#x0;\\'])(
    'is shown as it was typed where it would keep the page busy: %j',
    (piece) => {
      const text = piece.repeat(100_000 / piece.length)
      expect(isQuickMarkdown(text)).toBe(false)
      const { user } = process.cpuUsage()
      expect(markdown(text).markup).toContain('class="typed"')
      expect(process.cpuUsage().user - user).toBeLessThan(1_000_000)
    },
  )
})
