/** How far one had scrolled, by entry of the history. */
const places = new Map<string, number>()
let current = entryName()
let wantedTop: number | null = null

/** Gives an entry of the history a name, which it keeps when one comes back to it. */
function entryName(): string {
  const state = history.state as { entry?: unknown } | null
  if (typeof state?.entry === 'string') return state.entry
  const name = crypto.randomUUID()
  history.replaceState({ entry: name }, '')
  return name
}

// The name changes before the screen does, so that what the browser scrolls meanwhile is not taken for the one before.
window.addEventListener('hashchange', () => {
  current = entryName()
  wantedTop = places.get(current) ?? 0
})

document.addEventListener(
  'scroll',
  ({ target }) => {
    if (wantedTop === null && target instanceof HTMLElement && target.id === 'content')
      places.set(current, target.scrollTop)
  },
  { capture: true, passive: true },
)

/** A screen that is not high enough by then has become another one. */
const patienceMs = 1500

/**
 * Scrolls a new screen to its top, and one that one comes back to to where one was, as soon as it is high enough. Whoever
 * scrolls meanwhile is left alone.
 */
export function scrollToPlace(content: HTMLElement): void {
  const top = wantedTop ?? 0
  content.scrollTo(0, top)
  const startedMs = performance.now()
  const stop = (): void => {
    wantedTop = null
    content.removeEventListener('wheel', stop)
    content.removeEventListener('keydown', stop)
  }
  const look = (): void => {
    if (wantedTop !== top) return
    content.scrollTo(0, top)
    if (content.scrollTop >= top - 1 || performance.now() - startedMs > patienceMs) stop()
    else requestAnimationFrame(look)
  }
  content.addEventListener('wheel', stop, { passive: true })
  content.addEventListener('keydown', stop)
  look()
}
