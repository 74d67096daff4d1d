import type { Playback } from '../../playback/playback.ts'

/** Shows a film in full screen, or leaves it. */
export function toggleFullScreen(frame: Element | null): void {
  if (document.fullscreenElement !== null) void document.exitFullscreen()
  // A browser that will not is left as it is: nothing is lost by it.
  else frame?.requestFullscreen().catch(() => undefined)
}

/** Shows a film in a small window above all others, or brings it back. */
export function togglePictureInPicture(playback: Playback): void {
  if (document.pictureInPictureElement !== null) void document.exitPictureInPicture()
  else
    playback
      .element()
      ?.requestPictureInPicture()
      .catch(() => undefined)
}
