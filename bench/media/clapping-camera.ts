import type { Page } from 'playwright-core'

/**
 * Gives the recording page a camera that flashes and a microphone that clicks at the same moment, about every two seconds and
 * never twice alike. Chromium's fake devices cannot: their flashes and beeps have nothing to do with each other, and files in
 * their place run at a pace of their own.
 */
export async function giveClappingCamera(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const sound = new AudioContext()
    await sound.resume()
    const microphone = sound.createMediaStreamDestination()
    const clap = new AudioBuffer({ length: 480, sampleRate: sound.sampleRate })
    const wave = Float32Array.from({ length: 480 }, (_, at) => 0.8 * Math.sin(at * 0.3) * Math.exp(-at / 160))
    clap.copyToChannel(wave, 0)
    // In a silent room a recorder's encoder sleeps, and wakes too late for a click.
    const hum = new OscillatorNode(sound, { frequency: 180 })
    const quiet = new GainNode(sound, { gain: 0.02 })
    hum.connect(quiet).connect(microphone)
    hum.start()
    const Generator = (window as unknown as Record<string, new (init: object) => MediaStreamTrack>)
      .MediaStreamTrackGenerator
    if (Generator === undefined) throw new Error('this browser cannot make a picture track')
    const camera = new Generator({ kind: 'video' }) as MediaStreamTrack & { writable: WritableStream<VideoFrame> }
    const frames = camera.writable.getWriter()
    const canvas = new OffscreenCanvas(640, 360)
    const pen = canvas.getContext('2d')
    let isLit = false
    let count = 0
    setInterval(() => {
      if (!pen) return
      pen.fillStyle = isLit ? '#fff' : '#000'
      pen.fillRect(0, 0, 640, 360)
      pen.fillStyle = '#444'
      pen.fillRect(performance.now() % 600, 0, 40, 40)
      void frames.write(new VideoFrame(canvas, { timestamp: performance.now() * 1000 }))
    }, 1000 / 30)
    const flash = (): void => {
      const source = new AudioBufferSourceNode(sound, { buffer: clap })
      source.connect(microphone)
      source.start()
      isLit = true
      setTimeout(() => {
        isLit = false
      }, 250)
      count += 1
      setTimeout(flash, 1750 + ((count * 7919) % 500))
    }
    flash()
    navigator.mediaDevices.getUserMedia = async (wanted) =>
      new MediaStream([
        ...(wanted?.video ? [camera.clone()] : []),
        ...(wanted?.audio ? microphone.stream.getAudioTracks().map((track) => track.clone()) : []),
      ])
  })
}
