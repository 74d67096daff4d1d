import { existsSync } from 'node:fs'

/** Fonts that systems bring along; without one a slide shows bars in place of its words. */
const fontPlaces = [
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf',
  '/usr/share/fonts/TTF/DejaVuSans.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
  '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf',
  '/System/Library/Fonts/Supplemental/Arial.ttf',
  'C:/Windows/Fonts/segoeui.ttf',
]

export function findFont(): string | null {
  return fontPlaces.find((place) => existsSync(place)) ?? null
}

const frame = { width: 1280, height: 720, framesPerSecond: 10 }
const inks = ['0x83c9ab', '0x8db6d6', '0xcfa3c8', '0xe2a58d']

/**
 * The filter graph of a slide that is drawn line by line while its author speaks, with a bar that shows how far they are.
 * Its picture leaves as `[v]`.
 */
export function slideGraph({
  lines,
  initials,
  voice,
  durationMs,
  font,
}: {
  lines: string[]
  initials: string
  /** Which colour the author's mark has, counted from 0. */
  voice: number
  durationMs: number
  font: string | null
}): string {
  const sec = durationMs / 1000
  const ink = inks[voice % inks.length] ?? '0xffffff'
  const { width, height, framesPerSecond } = frame
  const drawn = lines.flatMap((line, place) =>
    lineFilters({ line, place, fromSec: (sec * place) / (lines.length + 1), ink, font }),
  )
  const mark = [
    `drawbox=x=${width - 190}:y=${height - 200}:w=130:h=130:color=${ink}:t=fill`,
    ...(font === null
      ? []
      : [textFilter({ text: initials, x: width - 164, y: height - 158, size: 44, ink: '0x131512', font })]),
  ]
  return [
    `color=c=0x23292c:s=${width}x${height}:r=${framesPerSecond}:d=${sec.toFixed(3)},${[...drawn, ...mark].join(',')}[ground]`,
    `color=c=${ink}:s=${width}x6:r=${framesPerSecond}:d=${sec.toFixed(3)}[bar]`,
    `[ground][bar]overlay=x='-w+w*t/${sec.toFixed(3)}':y=${height - 6}:shortest=1,format=yuv420p[v]`,
  ].join(';')
}

export const slideFramesPerSecond = frame.framesPerSecond
export const slideHeight = frame.height

function lineFilters({
  line,
  place,
  fromSec,
  ink,
  font,
}: {
  line: string
  place: number
  fromSec: number
  ink: string
  font: string | null
}): string[] {
  const isTitle = place === 0
  const y = isTitle ? 96 : 150 + place * 92
  const enable = `:enable='gte(t,${fromSec.toFixed(2)})'`
  if (font !== null) {
    const filter = textFilter({
      text: line,
      x: 96,
      y,
      size: isTitle ? 64 : 38,
      ink: isTitle ? '0xecebe5' : '0xaeb2a8',
      font,
    })
    return [filter + enable]
  }
  // One bar a word: the slide keeps its rhythm where no font can be found.
  let x = 96
  return line.split(' ').map((word) => {
    const w = word.length * (isTitle ? 32 : 18)
    const bar = `drawbox=x=${x}:y=${y}:w=${w}:h=${isTitle ? 44 : 26}:color=${isTitle ? ink : '0x757a71'}:t=fill${enable}`
    x += w + 24
    return bar
  })
}

function textFilter({
  text,
  x,
  y,
  size,
  ink,
  font,
}: {
  text: string
  x: number
  y: number
  size: number
  ink: string
  font: string
}): string {
  return `drawtext=fontfile='${escapePath(font)}':text='${escapeText(text)}':x=${x}:y=${y}:fontsize=${size}:fontcolor=${ink}`
}

/** A colon ends an option's value, even within quotes. */
function escapePath(path: string): string {
  return path.replaceAll(':', '\\:')
}

/** Characters that mean something to a filter graph or to drawtext are left out: a slide needs none of them. */
function escapeText(text: string): string {
  return text.replace(/[\\':%;[\]=]/g, ' ')
}
