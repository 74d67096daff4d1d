import { describe, expect, it } from 'vitest'
import { requestSchema } from '../../../../domain/requests/requests.ts'
import { privateEntrySchema } from '../../../../domain/views/private.ts'
import {
  documentDraftName,
  draftFrom,
  missingIn,
  requestOf,
} from '../../../../renderer/features/documents/document-draft.ts'

const id = (letter: string): string => letter.repeat(16)
const version = (letter: string): string => letter.repeat(10)
const draft = { title: ' Ledger rules ', text: 'Append only.', thread: '', basedOn: [version('a')] }

describe('a document being written', () => {
  it('is published as a request that the library takes', () => {
    const written = requestOf(draft, { document: null, alsoRead: [] })
    expect(requestSchema.parse(written)).toEqual({
      ...{ request: 'document.write', title: 'Ledger rules', text: 'Append only.', thread: null },
    })
  })

  it('replaces the version it began from, and others only where they were read', () => {
    const changed = requestOf(draft, { document: id('d'), alsoRead: [] })
    expect(requestSchema.parse(changed)).toMatchObject({ request: 'document.change', basedOn: [version('a')] })
    const merged = requestOf(draft, { document: id('d'), alsoRead: [version('b')] })
    expect(merged).toMatchObject({ basedOn: [version('a'), version('b')] })
  })

  it('is kept under a name that private storage takes', () => {
    const library = 's'.repeat(26)
    for (const document of [null, id('d')]) {
      for (const path of [null, 'new', id('p')]) {
        const key = `draft:${documentDraftName({ library, document, path })}`
        expect(() => privateEntrySchema.parse({ key, value: draft, atMs: 1 })).not.toThrow()
      }
    }
    expect(draftFrom(draft)).toEqual(draft)
    expect(draftFrom('half')).toBeNull()
  })

  it('misses a title or words before it can be published', () => {
    expect(missingIn({ ...draft, title: ' ' })).toEqual({ title: true, text: false })
    expect(missingIn({ ...draft, text: '\n' })).toEqual({ title: false, text: true })
  })
})
