interface ProgressOptions {
  durationMs: number | null
  onProgress: ((fraction: number) => void) | undefined
}

const timePattern = /^out_time=(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/

/** Milliseconds of a line of `-progress` that tells how far the output is; null for every other line. */
export function outTimeMs(line: string): number | null {
  const match = timePattern.exec(line.trim())
  if (match === null) return null
  return (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000
}

/** Reads what `-progress pipe:1` writes, cut anywhere, and reports a fraction that never falls and never reaches past 1. */
export function createProgressReader({
  durationMs,
  onProgress,
}: ProgressOptions): (chunk: Uint8Array | string) => void {
  let rest = ''
  let reached = 0
  return (chunk) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    if (durationMs === null || durationMs <= 0 || onProgress === undefined) return
    for (const line of lines) {
      const atMs = outTimeMs(line)
      const fraction = atMs === null ? 0 : Math.min(atMs / durationMs, 1)
      if (fraction <= reached) continue
      reached = fraction
      onProgress(fraction)
    }
  }
}
