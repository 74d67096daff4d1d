/** Document Picture-in-Picture, which TypeScript's library does not know yet. */
interface PictureWindows {
  window: Window | null
  requestWindow(options: { width: number; height: number }): Promise<Window>
}

function pictureWindows(): PictureWindows | null {
  return (globalThis as { documentPictureInPicture?: PictureWindows }).documentPictureInPicture ?? null
}

/** Whether this browser can make a small window that stays over other programs. */
export function hasPictureWindows(): boolean {
  return pictureWindows() !== null
}

/**
 * Opens a small window over other programs, that looks as this page does. Only just after a click or a key; null where the browser
 * does not let it.
 */
export async function openPictureWindow(size: { width: number; height: number }): Promise<Window | null> {
  const opened = await pictureWindows()
    ?.requestWindow(size)
    .catch(() => null)
  if (!opened) return null
  dress(opened.document)
  return opened
}

/** Its styles are this page's: the same files, and what the page set on its root. */
function dress(document: Document): void {
  const { documentElement: root, head } = window.document
  for (const { name, value } of root.attributes) document.documentElement.setAttribute(name, value)
  for (const sheet of head.querySelectorAll('link[rel="stylesheet"], style')) {
    document.head.append(document.importNode(sheet, true))
  }
  document.title = window.document.title
}
