import { z } from 'zod'
import type { JsonValue } from '../json.ts'

/**
 * What is mine alone: what I have seen, how far I am, drafts, the queue. Kept by key, the latest change wins;
 * appended to a journal in the profile and mirrored in the page, and never written to a shared folder.
 * Keys: `seen:<library>:<id>` (the version seen), `later:<library>:<id>`, `position:<library>:<id>` {ms, version},
 * `done:<library>:<path>:<step>` (the version done), `draft:<name>`, `speed`, `nothing:<library>:<thread>:<cycle>`,
 * `left:<library>:<document>` (the hash of the altered file that I left), `answered:<library>:<update>:<ask>` (the outbox entry of my answer), `looked:<library>` (up to which moment I looked for older things that await me), `queue` (see domain/catch-up/queue.ts), `skip` (whether silences are skipped), `captions` {size, place}.
 */
export const privateEntrySchema = z.object({
  key: z.string().regex(/^[a-z]{1,16}(:[A-Za-z0-9._-]{1,64}){0,4}$/),
  /** Null removes the entry. */
  value: z.custom<JsonValue>((value) => value !== undefined),
  atMs: z.number().int().min(0),
})
export type PrivateEntry = z.infer<typeof privateEntrySchema>
export const mostEntries = 1000
export const privatePutSchema = z.object({ entries: z.array(privateEntrySchema).min(1).max(mostEntries) })
