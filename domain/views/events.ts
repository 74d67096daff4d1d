import type { Job } from './job.ts'

/** What the backend tells an open page. Each says only that something changed; the page then asks for what it shows. */
export type BackendEvent =
  | { type: 'changed'; library: string; epoch: string; n: number }
  | { type: 'job'; job: Job }
  | { type: 'outbox' }
  | { type: 'libraries' }
  | { type: 'takes' }
  /** More of a take is composed, or its sound is known further. */
  | { type: 'pieces'; take: string }
  | { type: 'settings' }
  | { type: 'beat' }
