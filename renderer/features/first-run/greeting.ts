import { wallTimeAt } from '../../../domain/time/zoned.ts'
import { text } from '../../app/messages/text.ts'
import type { Reader } from '../../app/messages/when.ts'

/** "Good morning, Aya. Nothing here yet." by the clock where one is; without a name it is left out. */
export function greetingOf(name: string, { nowMs, timeZone }: Reader): string {
  const hour = wallTimeAt({ atMs: nowMs, timeZone }).minutes / 60
  const part = hour < 5 || hour >= 17 ? 'evening' : hour < 12 ? 'morning' : 'afternoon'
  return name === ''
    ? text('first-run.greeting-nameless', { part })
    : text('first-run.greeting', { part, name: name.trim().split(/\s+/u)[0] ?? name })
}
