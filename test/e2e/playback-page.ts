import { piecesOfTake } from '../../renderer/playback/piece-source.ts'
import { type PiecesPlayer, playPieces } from '../../renderer/playback/pieces-player.ts'

declare global {
  interface Window {
    video: HTMLVideoElement
    player: PiecesPlayer
    /** Gives the element another recording to play. */
    show(take: string): void
  }
}

const video = document.createElement('video')
video.muted = true
document.body.append(video)
window.video = video
window.show = (take) => {
  window.player?.close()
  window.player = playPieces({ element: video, source: piecesOfTake(take) })
}
