import type { TakeView } from '../../domain/takes/view.ts'
import { Store } from './store.ts'

/** The recording that was finished last, as the finishing answered it: its review begins with that. Null once it was asked for anew. */
export const finishedView = new Store<TakeView | null>(null)
