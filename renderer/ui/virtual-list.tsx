import { memo, type ReactNode, type Ref, useCallback, useEffect, useMemo, useRef } from 'react'
import { ListSlotContext } from './list-slot.ts'
import css from './row.module.css'
import { scrollerOf, useRowsInSight } from './rows-in-sight.ts'

/** Takes a list to one of its rows, drawn or not. */
export interface ListHandle {
  scrollTo: (place: number) => void
}

interface LongListProps<Item> {
  label: string
  items: readonly Item[]
  keyOf: (item: Item) => string
  /** One LinedItem. */
  children: (item: Item) => ReactNode
  /** About how high a row is, in px, until it was measured. */
  rowHeight: number
  /** The row that stays drawn wherever one scrolls to, such as the chosen one. */
  keptPlace?: number | undefined
  /** Asks for more; called when the end comes into sight. */
  onEnd?: (() => void) | undefined
  handle?: Ref<ListHandle> | undefined
}

/** Lists up to here are drawn whole: the browser's own search and printing then find all of it. */
const mostWhole = 60

/**
 * A lined list of any length. A long one draws the rows in sight alone, and says to screen readers how many there are; the
 * row that has the focus stays drawn.
 */
export function LongList<Item>(props: LongListProps<Item>) {
  // Once long it stays so: going back and forth would lose the focus.
  const wasLong = useRef(false)
  wasLong.current ||= props.items.length > mostWhole
  return wasLong.current ? <VirtualList {...props} /> : <WholeList {...props} />
}

function WholeList<Item>({ label, items, keyOf, children, onEnd, handle }: LongListProps<Item>) {
  const list = useRef<HTMLUListElement>(null)
  useHandle(handle, (place) => list.current?.children[place]?.scrollIntoView({ block: 'nearest' }))
  return (
    <>
      <ul ref={list} className={css.lined} aria-label={label}>
        {items.map((item) => (
          <ListSlotContext key={keyOf(item)} value={null}>
            {children(item)}
          </ListSlotContext>
        ))}
      </ul>
      {onEnd && <EndMark onEnd={onEnd} count={items.length} />}
    </>
  )
}

function VirtualList<Item>(props: LongListProps<Item>) {
  const { label, items, keyOf, children, rowHeight, keptPlace, onEnd, handle } = props
  const list = useRef<HTMLUListElement>(null)
  const { virtualizer, scrollMargin } = useRowsInSight({
    element: list,
    name: label,
    count: items.length,
    keyAt: (place) => {
      const item = items[place]
      return item === undefined ? place : keyOf(item)
    },
    rowHeight,
    keptPlace,
  })
  useHandle(handle, (place) => virtualizer.scrollToIndex(place, { align: 'auto' }))
  const rows = virtualizer.getVirtualItems()
  const [first] = rows
  const last = rows.at(-1)
  const below = last === undefined ? virtualizer.getTotalSize() : virtualizer.getTotalSize() - (last.end - scrollMargin)
  let end = first?.start ?? 0
  return (
    <>
      <ul
        ref={list}
        className={css.lined}
        aria-label={label}
        // A margin of the first row would move the list itself.
        style={{
          paddingTop: (first?.start ?? scrollMargin) - scrollMargin,
          paddingBottom: below,
          overflowAnchor: 'none',
        }}
      >
        {rows.map((row) => {
          const item = items[row.index]
          if (item === undefined) return null
          const gap = row.start - end
          end = row.end
          return (
            <Slot
              key={row.key}
              item={item}
              draw={children}
              measure={virtualizer.measureElement}
              place={row.index}
              count={items.length}
              gap={gap}
            />
          )
        })}
      </ul>
      {onEnd && <EndMark onEnd={onEnd} count={items.length} />}
    </>
  )
}

interface SlotProps<Item> {
  item: Item
  draw: (item: Item) => ReactNode
  measure: (element: HTMLLIElement | null) => void
  place: number
  count: number
  gap: number
}

function SlotOf<Item>({ item, draw, measure, place, count, gap }: SlotProps<Item>) {
  const slot = useMemo(() => ({ ref: measure, place, count, gap }), [measure, place, count, gap])
  return <ListSlotContext value={slot}>{draw(item)}</ListSlotContext>
}

/** Scrolling draws the rows that come, and none of those that are there already. */
const Slot = memo(SlotOf) as typeof SlotOf

function useHandle(handle: Ref<ListHandle> | undefined, scrollTo: (place: number) => void): void {
  useEffect(() => {
    if (handle == null) return
    if (typeof handle === 'function') handle({ scrollTo })
    else handle.current = { scrollTo }
  })
}

/** Says when the end of a list is near, and again when it is still near after more came. */
export function EndMark({ onEnd, count }: { onEnd: () => void; count: number }) {
  const latest = useRef(onEnd)
  useEffect(() => {
    latest.current = onEnd
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count means that the end moved
  const watch = useCallback(
    (mark: HTMLElement | null) => {
      if (mark === null) return
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current()
        },
        { root: scrollerOf(mark), rootMargin: '600px' },
      )
      observer.observe(mark)
      return () => observer.disconnect()
    },
    [count],
  )
  return <span ref={watch} aria-hidden="true" />
}
