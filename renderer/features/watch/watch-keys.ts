/** What a key does on the watch screen. */
export type WatchAction =
  | { do: 'toggle' }
  | { do: 'skip'; byMs: number }
  | { do: 'frame'; direction: 1 | -1 }
  | { do: 'speed'; direction: 1 | -1 }
  | { do: 'part'; tenth: number }
  | { do: 'chapter'; direction: 1 | -1 }
  | { do: 'silence' | 'captions' | 'picture-in-picture' | 'full-screen' | 'seen' | 'comment' | 'next' | 'read' }

const actions: Record<string, WatchAction> = {
  ' ': { do: 'toggle' },
  k: { do: 'toggle' },
  j: { do: 'skip', byMs: -10_000 },
  l: { do: 'skip', byMs: 10_000 },
  ArrowLeft: { do: 'skip', byMs: -5000 },
  ArrowRight: { do: 'skip', byMs: 5000 },
  ',': { do: 'frame', direction: -1 },
  '.': { do: 'frame', direction: 1 },
  '<': { do: 'speed', direction: -1 },
  '>': { do: 'speed', direction: 1 },
  '[': { do: 'chapter', direction: -1 },
  ']': { do: 'chapter', direction: 1 },
  s: { do: 'silence' },
  v: { do: 'captions' },
  p: { do: 'picture-in-picture' },
  f: { do: 'full-screen' },
  e: { do: 'seen' },
  c: { do: 'comment' },
  n: { do: 'next' },
  r: { do: 'read' },
}

/** The action of a key as `KeyboardEvent.key` names it; null for others. Digits lead to that tenth of the video. */
export function watchActionOf(key: string): WatchAction | null {
  if (/^\d$/.test(key)) return { do: 'part', tenth: Number(key) }
  const name = key.length === 1 ? key.toLowerCase() : key
  return Object.hasOwn(actions, name) ? (actions[name] ?? null) : null
}
