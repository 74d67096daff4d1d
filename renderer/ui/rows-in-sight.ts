import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { measuresKept, nameHere } from './kept-measures.ts'

interface RowsProps {
  element: { current: HTMLElement | null }
  /** Under which the measured heights are kept for coming back. */
  name: string
  count: number
  keyAt: (place: number) => string | number
  rowHeight: number
  keptPlace?: number | undefined
  /** How many rows out of sight are drawn on either side. */
  overscan?: number | undefined
}

/** Which rows of a list or table are in sight of what scrolls it. */
export function useRowsInSight({ element, name, count, keyAt, rowHeight, keptPlace, overscan = 6 }: RowsProps): {
  virtualizer: Virtualizer<HTMLElement, HTMLElement>
  scrollMargin: number
} {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const [scrollMargin, setScrollMargin] = useState(0)
  const focused = useFocusedPlace(element)
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    getItemKey: keyAt,
    overscan,
    scrollMargin,
    initialMeasurementsCache: measuresKept.read(nameHere(name)),
    rangeExtractor: (range) => withKept(range, [keptPlace, focused.current]),
  })
  // A list that comes while one is scrolled begins there, and does not lead back to the top.
  if (scroller !== null && virtualizer.scrollElement !== scroller) virtualizer.scrollOffset = scroller.scrollTop
  // What is partly in sight grows downwards; only what lies wholly above moves what is looked at.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (row, _delta, { scrollOffset }) =>
    row.end <= (scrollOffset ?? 0)
  useLayoutEffect(() => {
    if (element.current) setScroller(scrollerOf(element.current))
  }, [element])
  // What stands above the list may grow or go at any time.
  useLayoutEffect(() => {
    if (scroller === null || element.current === null) return
    const measure = (): void => {
      const list = element.current
      if (list === null) return
      const above = list.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop
      setScrollMargin(Math.round(above))
    }
    measure()
    const observer = new ResizeObserver(measure)
    for (const child of scroller.children) observer.observe(child)
    return () => observer.disconnect()
  }, [scroller, element])
  useEffect(() => {
    const place = nameHere(name)
    return () => measuresKept.keep(place, virtualizer.takeSnapshot())
  }, [name, virtualizer])
  return { virtualizer, scrollMargin }
}

/** Rows in sight, and with them those that must not go: in order, each once. */
function withKept(range: Range, kept: readonly (number | null | undefined)[]): number[] {
  const places = new Set(defaultRangeExtractor(range))
  for (const place of kept) if (place != null && place >= 0 && place < range.count) places.add(place)
  return [...places].sort((a, b) => a - b)
}

/** The place of the row that the focus is in, as `data-index` says it. */
function useFocusedPlace(element: { current: HTMLElement | null }): { current: number | null } {
  const focused = useRef<number | null>(null)
  useEffect(() => {
    const list = element.current
    if (list === null) return
    const look = (event: FocusEvent): void => {
      const row =
        event.type === 'focusin' && event.target instanceof Element ? event.target.closest('[data-index]') : null
      focused.current = row === null ? null : Number(row.getAttribute('data-index'))
    }
    list.addEventListener('focusin', look)
    list.addEventListener('focusout', look)
    return () => {
      list.removeEventListener('focusin', look)
      list.removeEventListener('focusout', look)
    }
  }, [element])
  return focused
}

/** What scrolls an element: the nearest around it that may. */
export function scrollerOf(element: HTMLElement): HTMLElement {
  for (let each = element.parentElement; each !== null; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each)
    if (overflowY === 'auto' || overflowY === 'scroll') return each
  }
  return document.documentElement
}
