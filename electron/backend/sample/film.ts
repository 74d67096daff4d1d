import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cue } from '../../../domain/captions/cues.ts'
import { encodeVideo } from '../media/compose/encode-video.ts'
import { mp4Options } from '../media/compose/picture-options.ts'
import type { Ffmpeg } from '../media/ffmpeg/run.ts'
import { makePoster } from '../media/prepared/poster.ts'
import type { MadeVideo } from '../media/prepared/prepared.ts'
import { makeStoryboard } from '../media/prepared/storyboard.ts'
import type { SampleContent, SampleUpdate } from './content.ts'
import { slideFramesPerSecond, slideGraph, slideHeight } from './slides.ts'
import { joinSpeech, speak } from './speech.ts'

export interface Film {
  video: MadeVideo
  captions: Cue[]
  /** Where each answer begins, in milliseconds, in the order of the update's answers. */
  answerStartsMs: number[]
}

const pauseSec = 0.45

/** Makes video.mp4, poster.webp and storyboard.webp of one update in `dir`: its slides drawn, its sentences spoken. */
export async function makeFilm({
  update,
  author,
  voice,
  dir,
  ffmpeg,
  font,
  signal,
}: {
  update: SampleUpdate
  author: SampleContent['people'][number]
  voice: number
  dir: string
  ffmpeg: Ffmpeg
  font: string | null
  signal: AbortSignal
}): Promise<Film> {
  const sentences = update.answers.flatMap(({ said }, answer) => said.map((sentence) => ({ sentence, answer })))
  const spoken = []
  for (const { sentence } of sentences) spoken.push(await speak({ sentence, voice: author.voice, dir }))
  const { wav, spans, durationMs } = joinSpeech(spoken, pauseSec)
  const wavPath = join(dir, 'speech.wav')
  await writeFile(wavPath, wav)

  const outputPath = join(dir, 'video.mp4')
  const initials = author.name
    .split(' ')
    .map((part) => part[0] ?? '')
    .join('')
  const facts = await encodeVideo({
    ffmpeg,
    composed: {
      inputs: [{ path: wavPath, demuxer: 'wav' }],
      filterGraph: slideGraph({ lines: update.slides, initials, voice, durationMs, font }),
      outputOptions: [
        ...['-map', '[v]', '-map', '0:a', '-t', (durationMs / 1000).toFixed(3)],
        ...mp4Options({
          quality: 'balanced',
          framesPerSecond: slideFramesPerSecond,
          height: slideHeight,
          hasSound: true,
          isMono: true,
        }),
      ],
      durationMs,
      hasSound: true,
    },
    outputPath,
    signal,
    onProgress: undefined,
  })
  const { width, height, hasSound, sizeBytes } = facts
  const still = { ffmpeg, videoPath: outputPath, durationMs, signal }
  await makePoster({ ...still, outputPath: join(dir, 'poster.webp') })
  await makeStoryboard({ ...still, width, height, outputPath: join(dir, 'storyboard.webp') })

  const captions = spans.map(({ startMs, endMs }, place) => ({
    startMs,
    endMs,
    text: sentences[place]?.sentence ?? '',
  }))
  const answerStartsMs = update.answers.map((_, answer) => {
    const first = sentences.findIndex((sentence) => sentence.answer === answer)
    return answer === 0 ? 0 : (spans[first]?.startMs ?? 0)
  })
  return {
    video: {
      source: { fileName: 'sample' },
      durationMs: facts.durationMs,
      width,
      height,
      sizeBytes,
      hasSound,
      storyboard: true,
      chapters: [],
    },
    captions,
    answerStartsMs,
  }
}
