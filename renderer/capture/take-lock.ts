const lockPrefix = 'ownpace-take-'

/**
 * Says to every other page of this origin that a take is being recorded here. The browser takes the lock back when the
 * page goes away, however it goes: so an open take without a lock is an interrupted one. Returns the way to let go.
 */
export function holdTake(takeId: string): () => void {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  navigator.locks.request(lockPrefix + takeId, () => held).catch(() => undefined)
  return () => release()
}

/** The ids of the takes that some page is recording now. */
export async function heldTakes(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query()
  const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(lockPrefix))
  return new Set(names.map((name) => name.slice(lockPrefix.length)))
}
