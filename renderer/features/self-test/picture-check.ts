/** The first picture of a stream: its size, and whether there is anything in it. Null where none comes in time. */
export async function firstPicture(
  stream: MediaStream,
  timeoutMs = 5_000,
): Promise<{ width: number; height: number; isBlack: boolean } | null> {
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = stream
  try {
    const hasCome = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs)
      video.addEventListener(
        'loadeddata',
        () => {
          clearTimeout(timer)
          resolve(true)
        },
        { once: true },
      )
      // Refused where the page was never touched; the first picture comes all the same.
      void video.play().catch(() => undefined)
    })
    if (!hasCome) return null
    return { width: video.videoWidth, height: video.videoHeight, isBlack: isBlack(video) }
  } finally {
    video.srcObject = null
  }
}

const sample = { width: 48, height: 27 }

/** Some systems give a black picture instead of a refusal. */
function isBlack(video: HTMLVideoElement): boolean {
  const canvas = new OffscreenCanvas(sample.width, sample.height)
  const context = canvas.getContext('2d')
  if (context === null) return false
  context.drawImage(video, 0, 0, sample.width, sample.height)
  const { data } = context.getImageData(0, 0, sample.width, sample.height)
  return data.every((value, index) => index % 4 === 3 || value < 4)
}
