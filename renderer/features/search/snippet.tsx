import { Fragment } from 'react'
import type { SearchHit } from '../../../domain/views/library.ts'
import { readablePart, snippetParts } from './hits.ts'

/** A snippet with the words found in it marked. */
export function Snippet({ hit }: { hit: SearchHit }) {
  let at = 0
  return snippetParts(hit).map(({ text, isFound }) => {
    const key = at
    at += text.length
    return isFound ? <mark key={key}>{text}</mark> : <Fragment key={key}>{readablePart(text, hit.kind)}</Fragment>
  })
}
