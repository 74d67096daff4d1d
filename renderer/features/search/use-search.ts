import { useEffect, useRef, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { SearchAnswer } from '../../../domain/views/library.ts'
import { search } from '../../api/library-api.ts'

export interface Found {
  /** What the answer is to, as it was typed. */
  query: string
  answer: SearchAnswer
}

/**
 * Asks while one types: one question at a time, and when it is answered the newest, if that is another by then. So no key
 * is lost, none waits for a timer, and however slow the answers are they never pile up.
 */
export function useSearch(query: string, limit: number): { found: Found | null; failure: FailureBody | null } {
  const [found, setFound] = useState<Found | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const wanted = useRef(query)
  const isAsking = useRef(false)
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  useEffect(() => {
    wanted.current = query
    if (isAsking.current) return
    const ask = async (): Promise<void> => {
      isAsking.current = true
      let asked: string
      do {
        asked = wanted.current
        try {
          const answer =
            asked.trim() === '' ? { hits: [], tookMs: 0 } : await search({ text: asked, library: null, limit })
          if (isGone.current) break
          setFound({ query: asked, answer })
          setFailure(null)
        } catch (thrown) {
          if (!isGone.current) setFailure(toFailure(thrown).body)
        }
      } while (!isGone.current && wanted.current !== asked)
      isAsking.current = false
    }
    void ask()
  }, [query, limit])
  return { found, failure }
}
