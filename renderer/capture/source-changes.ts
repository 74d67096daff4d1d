import type { SourceKind } from './sources.ts'
import type { StageState } from './stage.ts'

const sourceKinds = ['screen', 'camera', 'microphone'] as const satisfies readonly SourceKind[]

type Streams = Record<SourceKind, object | null>

/**
 * What becomes of a recording when its sources change. What was shown has closed: it ends there, as it does when a window
 * is closed. A camera or a microphone that goes, comes back or is exchanged: a new segment begins with what is there now,
 * so that no picture stands still and no file waits for a sound that does not come. Nothing is left: it is paused until
 * there is something again. While a device is being opened nothing is decided.
 */
export function decideOnSources({
  stage,
  recorded,
  now,
}: {
  stage: StageState
  recorded: Streams
  now: Streams
}): 'go-on' | 'end' | 'pause' | 'new-segment' {
  if (stage.screen.status === 'lost' && recorded.screen !== null) return 'end'
  if (sourceKinds.some((kind) => stage[kind].status === 'opening')) return 'go-on'
  if (sourceKinds.every((kind) => now[kind] === null)) return 'pause'
  return sourceKinds.some((kind) => now[kind] !== recorded[kind]) ? 'new-segment' : 'go-on'
}

export interface DeviceNews {
  type: 'device-lost' | 'device-returned'
  device: SourceKind
}

/** Remembers which devices are lost, so that each loss and each return is told once. */
export class DeviceWatch {
  readonly #lost = new Set<SourceKind>()

  /** What a journal has to be told since the last call. */
  news(stage: StageState): DeviceNews[] {
    const news: DeviceNews[] = []
    for (const device of sourceKinds) {
      const { status } = stage[device]
      if (status === 'lost' && !this.#lost.has(device)) {
        this.#lost.add(device)
        news.push({ type: 'device-lost', device })
      }
      if (status === 'open' && this.#lost.delete(device)) news.push({ type: 'device-returned', device })
    }
    return news
  }

  forget(): void {
    this.#lost.clear()
  }
}
