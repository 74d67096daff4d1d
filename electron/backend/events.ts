import type { BackendEvent } from '../../domain/views/events.ts'

export interface EventBus {
  publish(event: BackendEvent): void
  /** Calls the listener for each later event; returns the way to stop. */
  subscribe(listener: (event: BackendEvent) => void): () => void
}

/** A bus within one process. Listeners are called in the order in which they came; one that throws stops no other. */
export function createEventBus(log: (line: string) => void): EventBus {
  const listeners = new Set<(event: BackendEvent) => void>()
  return {
    publish(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event)
        } catch (error) {
          log(`event listener failed: ${String(error)}`)
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
