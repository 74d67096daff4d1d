/** Entries of the outbox whose way back is shown by a toast of their own, so that it is not shown twice. */
const announced = new Set<string>()

export function announce(outboxId: string): void {
  announced.add(outboxId)
}

export function isAnnounced(outboxId: string): boolean {
  return announced.has(outboxId)
}
