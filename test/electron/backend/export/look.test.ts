import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAppFiles } from '../../../../electron/backend/host/app-files.ts'

const { rootDir } = findAppFiles()

/** The first block of custom properties of a style, by name. */
function tokensIn(...path: string[]): Map<string, string> {
  const style = readFileSync(join(rootDir, ...path), 'utf8')
  const [block = ''] = /:root \{[^}]*\}/.exec(style) ?? []
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]))
}

describe('the look of an export', () => {
  it('has the colours and typefaces of the app', () => {
    const app = tokensIn('renderer', 'ui', 'tokens.css')
    const exported = tokensIn('resources', 'export', 'site.css')
    expect(exported.size).toBeGreaterThan(20)
    for (const [name, value] of exported) expect([name, value]).toEqual([name, app.get(name)])
  })
})
