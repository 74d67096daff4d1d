import { cpSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { printable } from '../../../electron/cli/printable.ts'
import { runCli } from '../../../electron/cli/run.ts'
import { filesBelow } from '../../support/files-below.ts'
import { goldenLibraryDir } from '../../support/golden-library/state.ts'
import { temporaryFolder } from '../../support/indexed-library.ts'

const acting = '\u001b[2J\u001b]0;owned\u0007\u009b\u202e'

describe('what a terminal is given', () => {
  it('keeps lines and letters, and writes out what would act on it', () => {
    expect(printable('Größe\tund\nMaß 支払い')).toBe('Größe\tund\nMaß 支払い')
    expect(printable(acting)).toBe('\\u001b[2J\\u001b]0;owned\\u0007\\u009b\\u202e')
    expect(JSON.parse(printable(JSON.stringify({ title: acting })))).toEqual({ title: acting })
  })

  it.each([{ flags: [] }, { flags: ['--json'] }])(
    'acts on nothing, whatever files are called: $flags',
    async ({ flags }) => {
      const base = temporaryFolder()
      const dir = join(base, 'library')
      cpSync(goldenLibraryDir, dir, { recursive: true })
      const batch = filesBelow(dir).find((path) => path.endsWith('.json') && path.startsWith('ops/')) ?? ''
      writeFileSync(join(dir, dirname(batch), `a${acting}.json`), 'nothing')
      const lines: string[] = []
      const write = (text: string): void => void lines.push(text)
      const argv = ['health', '--library', dir, '--profile', join(base, 'profile'), ...flags]
      await runCli({ argv, env: {}, out: write, err: write })
      expect(lines.join('\n')).toContain('owned')
      expect(lines.join('\n')).not.toMatch(/(?![\n\t])[\p{Cc}\u202e]/u)
    },
  )
})
