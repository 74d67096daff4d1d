import { type PiecesView, piecesViewSchema } from '../../domain/takes/pieces.ts'
import { takePieceUrl, takeSoundUrl } from '../api/media-url.ts'

export type PieceTrack = 'video' | 'sound'

/** Where the pieces of one take come from. */
export interface PieceSource {
  /** Throws where nobody answers. */
  view(signal: AbortSignal): Promise<PiecesView>
  /** The bytes of a piece; null while it is not made. Throws where nobody answers. */
  read(track: PieceTrack, index: number, signal: AbortSignal): Promise<ArrayBuffer | null>
}

/** The pieces of a take on this device. */
export function piecesOfTake(take: string): PieceSource {
  return {
    async view(signal) {
      const response = await fetch(`/api/takes/${take}/pieces`, { signal })
      if (!response.ok) throw new Error(`pieces answered ${response.status}`)
      return piecesViewSchema.parse(await response.json())
    },
    async read(track, index, signal) {
      const url = track === 'video' ? takePieceUrl(take, index) : takeSoundUrl(take, index)
      const response = await fetch(url, { signal })
      if (response.status === 404) return null
      if (!response.ok) throw new Error(`a piece answered ${response.status}`)
      return await response.arrayBuffer()
    },
  }
}
