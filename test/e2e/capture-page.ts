import { type CaptureSession, createCapture } from '../../renderer/capture/use-recording.ts'

declare global {
  interface Window {
    capture: CaptureSession
  }
}

// What is recorded must move, or a recorder writes next to nothing.
const clock = document.createElement('p')
clock.style.cssText = 'font: 80px monospace'
document.body.append(clock)
function tick(): void {
  clock.textContent = performance.now().toFixed(0)
  document.body.style.background = `hsl(${(performance.now() / 20) % 360} 60% 80%)`
  requestAnimationFrame(tick)
}
tick()

window.capture = createCapture()
