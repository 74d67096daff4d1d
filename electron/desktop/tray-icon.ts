const red = [0x9c, 0x2f, 0x2a] as const
/** Each pixel is looked at in four by four places, so that the circle has no steps. */
const steps = 4

/**
 * The recording dot as the system wants pictures: blue, green, red and alpha of each pixel, multiplied with the alpha.
 * A ring says that the recording is paused.
 */
export function dotBitmap({ size, isPaused }: { size: number; isPaused: boolean }): Buffer {
  const pixels = Buffer.alloc(size * size * 4)
  const middle = size / 2
  const radius = size * 0.42
  const hole = isPaused ? radius * 0.55 : 0
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const share = shareWithin({ x, y, middle, radius, hole })
      const at = (y * size + x) * 4
      pixels[at] = Math.round(red[2] * share)
      pixels[at + 1] = Math.round(red[1] * share)
      pixels[at + 2] = Math.round(red[0] * share)
      pixels[at + 3] = Math.round(255 * share)
    }
  }
  return pixels
}

function shareWithin(dot: { x: number; y: number; middle: number; radius: number; hole: number }): number {
  let within = 0
  for (let step = 0; step < steps * steps; step += 1) {
    const x = dot.x + ((step % steps) + 0.5) / steps - dot.middle
    const y = dot.y + (Math.floor(step / steps) + 0.5) / steps - dot.middle
    const distance = Math.hypot(x, y)
    if (distance <= dot.radius && distance >= dot.hole) within += 1
  }
  return within / (steps * steps)
}
