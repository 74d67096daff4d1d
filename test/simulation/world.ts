import type { Chance } from './chance.ts'
import type { Client } from './client.ts'
import type { HostileSync } from './hostile-sync.ts'
import type { Ledger } from './ledger.ts'

/** A few people, their devices, one library in as many copies, and a sync tool that means no good. */
export interface World {
  readonly chance: Chance
  readonly sync: HostileSync
  readonly ledger: Ledger
  readonly clients: Client[]
  /** What was wrong so far, in words. */
  readonly complaints: string[]
  /** What happened, for the report of a failure. */
  readonly story: string[]
  /** The thread that updates are published in. */
  thread: string
  nowMs: number
  /** Reads and publishes at a client, and looks at what it did to its folder. */
  goOn(client: Client): Promise<void>
  /** Looks at what a client did to its folder. */
  look(client: Client): void
  /** Copies a device, its profile and its folder, to a machine of its own. */
  addCopy(client: Client, library: string): Promise<void>
}
