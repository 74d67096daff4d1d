/** A value that tells of its changes, as `useSyncExternalStore` wants it. */
export class Store<T> {
  #value: T
  readonly #listeners = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  /** Bound, so that they can be handed to React as they are. */
  readonly get = (): T => this.#value

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener()
  }

  patch(part: Partial<T>): void {
    this.set({ ...this.#value, ...part })
  }
}
