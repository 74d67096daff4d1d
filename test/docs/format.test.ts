import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { batchFileCapBytes, batchSizeCapBytes } from '../../domain/library/batch.ts'
import { packCapBytes } from '../../domain/library/pack.ts'
import { acknowledgementFields } from '../../domain/records/acknowledgement.ts'
import { commentFields } from '../../domain/records/comment.ts'
import { decisionFields } from '../../domain/records/decision.ts'
import { documentFields } from '../../domain/records/document.ts'
import { libraryFields, writerFields } from '../../domain/records/library.ts'
import { learningPathFields } from '../../domain/records/path.ts'
import { personFields } from '../../domain/records/person.ts'
import { problemFields } from '../../domain/records/problem.ts'
import { threadFields } from '../../domain/records/thread.ts'
import { updateFields } from '../../domain/records/update.ts'
import { videoFields } from '../../domain/records/video.ts'
import { goldenLibraryDir } from '../support/golden-library/state.ts'

const text = readFileSync(fileURLToPath(new URL('../../docs/format.md', import.meta.url)), 'utf8')

const fieldsOf: Record<string, object> = {
  acknowledgement: acknowledgementFields,
  comment: commentFields,
  decision: decisionFields,
  document: documentFields,
  library: libraryFields,
  path: learningPathFields,
  person: personFields,
  problem: problemFields,
  thread: threadFields,
  update: updateFields,
  video: videoFields,
  writer: writerFields,
}
/** Said once for all records. */
const ofEveryRecord = ['deleted', 'withdrawn', 'hidden']

describe('the text that says what the format is', () => {
  it('shows files as they stand in the golden library', () => {
    const examples = [...text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)]
    expect(examples.length).toBeGreaterThan(4)
    for (const [, path = '', example] of examples) {
      expect(readFileSync(join(goldenLibraryDir, path), 'utf8'), path).toBe(example)
    }
  })

  it('names only files that are there', () => {
    const named = [...text.matchAll(/`((?:ops|media)\/[a-z0-9./-]+\.[a-z0-9]+)`/g)].map(([, path = '']) => path)
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter((path) => !existsSync(join(goldenLibraryDir, path)))).toEqual([])
  })

  it('has every kind of operation and every member of its body', () => {
    const missing = Object.entries(fieldsOf).flatMap(([record, fields]) =>
      Object.entries(fields).flatMap(([field, schema]) => {
        if (ofEveryRecord.includes(field)) return []
        const row = text.split('\n').find((line) => new RegExp(`^\\| \`${record}\\.${field}[\`:]`).test(line))
        if (row === undefined) return [`${record}.${field}`]
        const members = Object.keys((schema as { shape?: object }).shape ?? {})
        return members
          .filter((member) => !row.includes(`\`${member}\``))
          .map((member) => `${record}.${field} ${member}`)
      }),
    )
    expect(missing).toEqual([])
  })

  it('says how large things may be', () => {
    const mib = 1024 * 1024
    expect(text).toContain(`| ${batchSizeCapBytes / mib} MiB · ${batchFileCapBytes / mib} MiB |`)
    expect(text).toContain(`| a pack | ${packCapBytes / mib} MiB |`)
  })
})
