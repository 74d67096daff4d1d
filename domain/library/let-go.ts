/** Readers' clocks differ, and the device that removes a video may be ahead of the one that misses it. */
const slackMs = 2 * 24 * 3600 * 1000

/** The moment before which videos of a thread that keeps them so many months are let go: calendar months, in UTC. */
export function letGoBeforeMs({ months, nowMs }: { months: number; nowMs: number }): number {
  const now = new Date(nowMs)
  const month = now.getUTCFullYear() * 12 + now.getUTCMonth() - months
  const lastDay = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate()
  const day = Math.min(now.getUTCDate(), lastDay)
  const timeOfDayMs = nowMs - Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
  return Date.UTC(Math.floor(month / 12), month % 12, day) + timeOfDayMs
}

/** Whether a video that is missing was let go, rather than being on its way. */
export function isLetGo({ atMs, months, nowMs }: { atMs: number; months: number | null; nowMs: number }): boolean {
  return months !== null && atMs < letGoBeforeMs({ months, nowMs: nowMs + slackMs })
}
