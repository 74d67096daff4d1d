/** Pages that are recorded. Each is a whole document; its title is what the browser's picker is told to choose. */

export const shownTitle = 'Shown'

/** Where `slidesAndCode` holds small text for most of the time, in fractions of the picture. */
export const codeArea = { x: 0.05, y: 0.08, width: 0.6, height: 0.8 }

const head = `<!doctype html><meta charset="utf-8"><title>${shownTitle}</title>`

const slides: [string, ...string[]][] = [
  ['What moved this week', 'Refunds settle on the same day', 'Two of three ledgers reconciled', 'Old export removed'],
  ['What it costs', 'p95 of settlement 412 ms, was 1,930 ms', '11 % fewer retries', 'Storage 2.1 GB, was 2.4 GB'],
  ['What is next', 'Invoices of 2019 move on Tuesday', 'A dry run on the copy', 'Mara reviews the mapping'],
]

const code = `import { createHash } from 'node:crypto'
import { openLedger, type Entry } from './ledger.ts'

/** Settles every entry of a day; resolves to what could not be matched. */
export async function settle(day: string, entries: readonly Entry[]): Promise<Entry[]> {
  const ledger = await openLedger(day)
  const unmatched: Entry[] = []
  for (const entry of entries) {
    const key = createHash('sha256').update(entry.reference).digest('hex').slice(0, 16)
    const found = ledger.find((line) => line.key === key && line.cents === entry.cents)
    if (found === undefined) {
      unmatched.push(entry)
      continue
    }
    found.settledAt ??= entry.bookedAt
    // A refund may come before what it refunds; both are kept, and joined at night.
    if (entry.kind === 'refund') await ledger.join(found, { within: 3, unit: 'days' })
  }
  await ledger.close({ flush: true })
  return unmatched.toSorted((a, b) => a.bookedAt.localeCompare(b.bookedAt))
}
`

/** Three slides of nine seconds with lines that come in one by one, then code that is typed and scrolled in turn, for ever. */
export const slidesAndCode = `${head}<style>
  * { margin: 0; box-sizing: border-box }
  body { font: 34px 'DejaVu Sans', sans-serif; background: #faf8f3; color: #1d211f; height: 100vh; overflow: hidden }
  section { padding: 9vh 8vw; height: 100vh } h1 { font-size: 72px; margin-bottom: 6vh; color: #1f5b45 }
  li { margin: 0 0 3vh 1em; opacity: 0; transform: translateX(-20px); transition: all .5s } li.on { opacity: 1; transform: none }
  i { position: absolute; bottom: 8vh; left: 8vw; width: 60vw; height: 20vh; border-left: 3px solid; border-bottom: 3px solid }
  i b { position: absolute; bottom: 0; width: 3vw; background: #1f5b45 }
  #code { display: none; background: #1e2227; color: #d7dae0; padding: 8vh 5vw; overflow: hidden }
  pre { font: 17px/25px 'DejaVu Sans Mono', monospace; white-space: pre } .k { color: #c678dd } .s { color: #98c379 } .c { color: #7f848e } .n { color: #d19a66 }
  u { background: #d7dae0; text-decoration: none }
</style><section id="slide"></section><section id="code"><pre></pre></section><script>
const slides = ${JSON.stringify(slides)}, text = ${JSON.stringify(code)}
const slide = document.querySelector('#slide'), codeBox = document.querySelector('#code'), pre = document.querySelector('pre')
const colour = (words) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  .replace(/('[^'\\n]*')|(\\/[/*].*)|\\b(import|from|export|async|function|const|for|of|if|await|return|continue|type)\\b|\\b(\\d+)\\b/g,
    (all, s, c, k, n) => '<span class="' + (s ? 's' : c ? 'c' : k ? 'k' : 'n') + '">' + all + '</span>')
const wait = (ms) => new Promise((done) => setTimeout(done, ms))
async function present() {
  codeBox.style.display = 'none'; slide.style.display = 'block'
  for (const [title, ...lines] of slides) {
    const bars = Array.from({ length: 14 }, (_, at) => '<b style="left:' + at * 4.2 + 'vw;height:' + (20 + 37 * at % 71) + '%"></b>').join('')
    slide.innerHTML = '<h1>' + title + '</h1><ul>' + lines.map((line) => '<li>' + line).join('') + '</ul><i>' + bars + '</i>'
    await wait(1000)
    for (const line of slide.querySelectorAll('li')) { line.className = 'on'; await wait(2200) }
    await wait(1000)
  }
}
async function type() {
  slide.style.display = 'none'; codeBox.style.display = 'block'
  let written = ''
  for (let at = 0; at < text.length; at += 2) {
    written += text.slice(at, at + 2); pre.innerHTML = colour(written) + '<u> </u>'
    await wait(40)
  }
  pre.innerHTML = Array.from({ length: 6 }, (_, copy) => colour(text.replaceAll('ledger', 'ledger' + copy))).join('\\n')
  for (const to of [600, 1400, 2100, 900, 0]) {
    const from = codeBox.scrollTop, began = performance.now()
    for (let part = 0; part < 1; ) {
      part = Math.min(1, (performance.now() - began) / 1200)
      codeBox.scrollTop = from + (to - from) * part * part * (3 - 2 * part)
      await new Promise(requestAnimationFrame)
    }
    await wait(1300)
  }
}
(async () => { for (;;) { await present(); await type() } })()
</script>`

/**
 * A page that flashes white and clicks at the same moment, about every two seconds and never twice alike. Both are set off
 * from one timer: how far apart they reach a recorder is the browser's, and the same for every recorder of this page.
 */
export const flashesAndClicks = `${head}<style>
  body { margin: 0; background: #000; color: #333; font: 20vh monospace } body.on { background: #fff }
</style><p></p><script>
const sound = new AudioContext(), counter = document.querySelector('p')
const clap = new AudioBuffer({ length: 480, sampleRate: sound.sampleRate })
clap.copyToChannel(Float32Array.from({ length: 480 }, (_, at) => 0.8 * Math.sin(at * 0.3) * Math.exp(-at / 160)), 0)
let count = 0
function flash() {
  const source = new AudioBufferSourceNode(sound, { buffer: clap })
  source.connect(sound.destination)
  source.start()
  document.body.className = 'on'
  setTimeout(() => { document.body.className = '' }, 250)
  count += 1
  setTimeout(flash, 1750 + (count * 7919 % 500))
}
(function tick() { counter.textContent = performance.now().toFixed(0); requestAnimationFrame(tick) })()
sound.resume().then(() => setTimeout(flash, 500))
</script>`

/** A page of which each frame differs from the one before. */
export const everyFrameDiffers = `${head}<style>body { margin: 0 } canvas { width: 100vw; height: 100vh }</style>
<canvas width="960" height="540"></canvas><script>
const pen = document.querySelector('canvas').getContext('2d')
let frame = 0;
(function draw() {
  frame += 1
  pen.fillStyle = '#faf8f3'; pen.fillRect(0, 0, 960, 540)
  pen.fillStyle = '#1f5b45'; pen.fillRect(frame * 7 % 960, 40, 80, 300)
  pen.font = '80px monospace'; pen.fillText(frame, 300, 480)
  requestAnimationFrame(draw)
})()
</script>`
