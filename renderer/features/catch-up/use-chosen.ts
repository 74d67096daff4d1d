import { type RefCallback, useRef, useState } from 'react'
import type { ListHandle } from '../../ui/virtual-list.tsx'

export interface Chosen {
  /** The row that the keys act on; null before the first of them. */
  key: string | null
  /** Goes to the next row (1) or the one before (-1), and puts the focus there. */
  move: (step: 1 | -1) => void
  /** Goes to the neighbour of a row that is about to leave the list, so that the focus is not lost with it. */
  leave: (key: string) => void
  /** Ties a row's element to its key. */
  refOf: (key: string) => RefCallback<HTMLElement>
}

/**
 * Which of several rows is chosen. `keys` are all that are listed, in order; `list` takes one to a row that is not drawn,
 * which gets the focus once it is.
 */
export function useChosen(keys: readonly string[], list: { current: ListHandle | null }): Chosen {
  const [key, setKey] = useState<string | null>(null)
  const elements = useRef(new Map<string, HTMLElement>())
  const awaited = useRef<string | null>(null)
  const choose = (next: string | undefined): void => {
    if (next === undefined) return
    setKey(next)
    const element = elements.current.get(next)
    awaited.current = element === undefined ? next : null
    if (element === undefined) list.current?.scrollTo(keys.indexOf(next))
    else focus(element)
  }
  const place = key === null ? -1 : keys.indexOf(key)
  return {
    key,
    move: (step) => choose(keys[place === -1 ? 0 : place + step]),
    leave: (left) => choose(keys[keys.indexOf(left) + 1] ?? keys[keys.indexOf(left) - 1]),
    refOf: (each) => (element) => {
      if (element === null) elements.current.delete(each)
      else elements.current.set(each, element)
      if (element === null || awaited.current !== each) return
      awaited.current = null
      focus(element)
    },
  }
}

function focus(element: HTMLElement): void {
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest' })
}
