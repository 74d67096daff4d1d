import { createContext, type Ref } from 'react'

/** What a LinedItem takes over where it stands in a list of which only a part is drawn. */
export interface ListSlot {
  ref: Ref<HTMLLIElement>
  place: number
  count: number
  /** Room above it for rows that are not drawn, in px. */
  gap: number
}

export const ListSlotContext = createContext<ListSlot | null>(null)
