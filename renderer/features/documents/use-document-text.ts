import { useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import { fetchDetail } from '../../api/library-api.ts'

/** What is known of a document's words. */
export type DocumentText =
  | { state: 'fetching' }
  | { state: 'here'; text: string }
  | { state: 'not-here' }
  | { state: 'failed'; failure: FailureBody }

/** A document's whole Markdown text; asked for again whenever its version or its words change. */
export function useDocumentText({
  library,
  document,
  version,
  readSec,
}: {
  library: string
  document: string
  version: string
  /** Changes when words arrive after the version that names them. */
  readSec: number
}): DocumentText {
  const [found, setFound] = useState<DocumentText>({ state: 'fetching' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version, or words that arrived, are another text
  useEffect(() => {
    let isLeft = false
    fetchDetail(library, document)
      .then(({ text }): DocumentText => (text === null ? { state: 'not-here' } : { state: 'here', text }))
      .catch((thrown: unknown): DocumentText => ({ state: 'failed', failure: toFailure(thrown).body }))
      .then((answer) => {
        if (!isLeft) setFound(answer)
      })
    return () => {
      isLeft = true
    }
  }, [library, document, version, readSec])
  return found
}
