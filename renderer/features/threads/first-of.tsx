import { type ReactNode, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { TextAction } from '../../ui/button.tsx'
import { LongList } from '../../ui/virtual-list.tsx'
import css from './thread.module.css'

interface FirstOfProps<Item> {
  label: string
  items: readonly Item[]
  keyOf: (item: Item) => string
  /** One LinedItem. */
  children: (item: Item) => ReactNode
}

/** So many are read at a glance. */
const mostFirst = 8

/** The first of a list, and all of it when asked for. */
export function FirstOf<Item>({ label, items, keyOf, children }: FirstOfProps<Item>) {
  const [isWhole, setIsWhole] = useState(false)
  const shown = isWhole ? items : items.slice(0, mostFirst)
  return (
    <>
      <LongList label={label} items={shown} keyOf={keyOf} rowHeight={48}>
        {children}
      </LongList>
      {shown.length < items.length && (
        <TextAction className={css.allOf} onClick={() => setIsWhole(true)}>
          {text('threads.all-of', { count: items.length })}
        </TextAction>
      )}
    </>
  )
}
