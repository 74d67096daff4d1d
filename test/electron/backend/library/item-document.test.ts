import { expect, it } from 'vitest'
import { documentInItem } from '../../../../electron/backend/library/item-document.ts'

const foot = '---\n\nPublished with Ownpace. The files in this folder need no app to be read.'

it('a document is found between what is set around it, at once however many empty lines it has', () => {
  const item = `# Ledger rules\n\nBy Ada  \nToday\n\nAppend only.\n\n${foot}\n`
  expect(documentInItem(item)).toEqual({ title: 'Ledger rules', text: 'Append only.' })
  const empty = '\n'.repeat(1_000_000)
  const startedMs = performance.now()
  const { text } = documentInItem(`# Ledger rules\n\nBy Ada\n\nAppend${empty}only.\n\n${foot}`)
  expect(performance.now() - startedMs).toBeLessThan(2000)
  expect(text).toBe(`Append${empty}only.`)
})
