/**
 * How long an encode may take, in milliseconds, for a video of this length: a computer that is busy gives a process of
 * low priority little, so this is only meant to end what would never end by itself.
 */
export function encodeLimitMs(durationMs: number): number {
  return 15 * 60_000 + durationMs * 40
}
