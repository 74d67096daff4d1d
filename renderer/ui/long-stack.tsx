import { memo, type ReactNode, useRef } from 'react'
import { useRowsInSight } from './rows-in-sight.ts'

interface LongStackProps<Item> {
  /** Under which the measured heights are kept for coming back. */
  name: string
  items: readonly Item[]
  keyOf: (item: Item) => string
  children: (item: Item) => ReactNode
  /** About how high one is, in px, until it was measured. */
  rowHeight: number
}

/** Sections one under the other, of which those in sight are drawn. */
export function LongStack<Item>({ name, items, keyOf, children, rowHeight }: LongStackProps<Item>) {
  const stack = useRef<HTMLDivElement>(null)
  const { virtualizer, scrollMargin } = useRowsInSight({
    ...{ element: stack, name, count: items.length, rowHeight, overscan: 1 },
    keyAt: (place) => {
      const item = items[place]
      return item === undefined ? place : keyOf(item)
    },
  })
  const shown = virtualizer.getVirtualItems()
  const [first] = shown
  const last = shown.at(-1)
  let end = first?.start ?? 0
  return (
    <div
      ref={stack}
      style={{
        paddingTop: (first?.start ?? scrollMargin) - scrollMargin,
        paddingBottom: virtualizer.getTotalSize() - (last === undefined ? 0 : last.end - scrollMargin),
        overflowAnchor: 'none',
      }}
    >
      {shown.map(({ index, key, start, end: below }) => {
        const item = items[index]
        const gap = start - end
        end = below
        return (
          item !== undefined && (
            // The section's own margin belongs to its height.
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              style={{ display: 'flow-root', marginTop: gap }}
            >
              <Drawn item={item} draw={children} />
            </div>
          )
        )
      })}
    </div>
  )
}

function DrawnOf<Item>({ item, draw }: { item: Item; draw: (item: Item) => ReactNode }) {
  return <>{draw(item)}</>
}

/** Scrolling draws the sections that come, and none of those that are there already. */
const Drawn = memo(DrawnOf) as typeof DrawnOf
