/** Addresses of media: ids only, never paths. */
export function publishedAssetUrl({
  library,
  item,
  version,
  asset,
}: {
  library: string
  item: string
  version: string
  asset: string
}): string {
  return `/media/libraries/${library}/${item}/${version}/${asset}`
}

export function preparedAssetUrl(prepared: string, asset: 'video.mp4' | 'poster.webp'): string {
  return `/media/prepared/${prepared}/${asset}`
}

/** A piece of a take's composed picture, by its place in the take. */
export function takePieceUrl(take: string, index: number): string {
  return `/media/takes/${take}/pieces/${index}`
}

/** The sound of the same stretch. */
export function takeSoundUrl(take: string, index: number): string {
  return `/media/takes/${take}/sound/${index}`
}

/** A few seconds of a take's sound from a moment on, its noise reduced or as it is. */
export function takeSampleUrl(take: string, { fromMs, isReduced }: { fromMs: number; isReduced: boolean }): string {
  return `/media/takes/${take}/sample?fromMs=${Math.round(fromMs)}&noise=${isReduced ? 1 : 0}`
}
