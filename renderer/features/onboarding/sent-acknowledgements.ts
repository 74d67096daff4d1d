import type { AcknowledgementView } from '../../../domain/views/records.ts'

let sent: readonly AcknowledgementView[] = []
const listeners = new Set<() => void>()

/** What this window confirmed: it counts at once, also while the folder is away. */
export const sentAcknowledgements = {
  get: (): readonly AcknowledgementView[] => sent,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  add(acknowledgement: AcknowledgementView): void {
    sent = [...sent, acknowledgement]
    for (const listener of listeners) listener()
  },
}
