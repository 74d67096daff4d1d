/** Entries of the outbox whose way back is shown by a toast of their own, so that it is not shown twice. */
const announced = new Set<string>()

export function announce(outboxId: string): void {
  announced.add(outboxId)
}

export function isAnnounced(outboxId: string): boolean {
  return announced.has(outboxId)
}

/** Entries that were taken back in this window: they leave the outbox without being published. */
const takenBack = new Set<string>()

export function noteTakenBack(outboxId: string): void {
  takenBack.add(outboxId)
}

export function wasTakenBack(outboxId: string): boolean {
  return takenBack.has(outboxId)
}
