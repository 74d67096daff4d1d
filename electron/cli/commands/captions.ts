import { createReadStream, existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type CaptionsSetup, captionModelSchema } from '../../../domain/captions/engine.ts'
import { parseCaptions } from '../../../domain/captions/parse.ts'
import { writeSubRip } from '../../../domain/captions/srt.ts'
import type { TakeCaptions, TakeCaptionsAnswer } from '../../../domain/captions/take-captions.ts'
import { Failure } from '../../../domain/failure.ts'
import { takeIdSchema } from '../../../domain/takes/take.ts'
import { bytesPerMs, samplesPerSecond } from '../../backend/captions/wav.ts'
import { createFfmpegSource } from '../../backend/media/ffmpeg/locate.ts'
import { probe } from '../../backend/media/probe/probe.ts'
import { wrongUsage } from '../arguments.ts'
import { type Command, type CommandContext, type OptionSpec, textOption } from '../command.ts'

const language: OptionSpec = {
  type: 'string',
  value: 'L',
  help: 'What is spoken, such as en; left out, it is listened for.',
}

export const captions: Command = {
  words: 'captions',
  operands: ['FILE'],
  summary: 'Write down what is said in a file, or in a recording of this device by its id, as captions.',
  options: {
    out: { type: 'string', value: 'F.vtt', isRequired: true, help: 'Where they go: .vtt, or .srt.' },
    program: {
      type: 'string',
      value: 'P',
      help: "A program with whisper.cpp's interface, for this once; with --model.",
    },
    model: { type: 'string', value: 'M', help: 'The model that this program reads.' },
    language,
  },
  async run(context) {
    const [operand = ''] = context.operands
    const out = resolve(textOption(context.options, 'out') ?? '')
    if (!/\.(?:vtt|srt)$/i.test(out)) throw wrongUsage('The captions go to a file that ends in .vtt or .srt.')
    if (existsSync(out)) {
      throw new Failure({
        code: 'conflict',
        message: `There is a file ${out} already.`,
        kept: 'It was left as it is.',
        remedy: 'Name another file, or move that one away.',
      })
    }
    const asked = askedFor(context)
    const isTake = takeIdSchema.safeParse(operand).success && !existsSync(operand)
    const written = isTake ? await ofTake(context, operand, asked) : await ofFile(context, resolve(operand), asked)
    const { cues } = parseCaptions(written.vtt)
    const temporary = `${out}.part`
    writeFileSync(temporary, /\.srt$/i.test(out) ? writeSubRip(cues) : written.vtt)
    renameSync(temporary, out)
    return {
      value: { path: out, language: written.language, lines: cues.length },
      text: `${out}: ${cues.length} lines, ${written.language}`,
    }
  },
}

/** What is asked for this once instead of what is set up. */
interface Asked {
  using?: { programPath: string; modelPath: string; language: string }
  language?: string
}

function askedFor({ options }: CommandContext): Asked {
  const [program, model] = [textOption(options, 'program'), textOption(options, 'model')]
  const spoken = textOption(options, 'language')
  if (program === null && model === null) return spoken === null ? {} : { language: spoken }
  if (program === null || model === null) throw wrongUsage('--program and --model belong together.')
  return { using: { programPath: resolve(program), modelPath: resolve(model), language: spoken ?? '' } }
}

async function ofTake(context: CommandContext, take: string, asked: Asked): Promise<TakeCaptions> {
  const client = await context.backend()
  const { jobId } = await client.send<{ jobId: string }>('POST', `/api/takes/${take}/captions`, asked)
  await client.finishJob(jobId, context.progress)
  const { captions: made } = await client.get<TakeCaptionsAnswer>(`/api/takes/${take}/captions`)
  if (made === null) throw new Failure({ code: 'not-found', message: 'The captions are gone again.' })
  return made
}

/** Only a file that a person names is decoded by ffmpeg, and here, as that person. */
async function ofFile(context: CommandContext, file: string, asked: Asked): Promise<TakeCaptions> {
  const client = await context.backend()
  const { ffmpegPath } = await client.get<{ ffmpegPath: string }>('/api/settings')
  const ffmpeg = await createFfmpegSource({ chosenPath: () => ffmpegPath, log: () => undefined })()
  const facts = await probe({ path: file, ffmpegPath: ffmpeg.path })
  if (!facts.hasSound) throw new Failure({ code: 'media-unreadable', message: 'There is no sound in this file.' })
  const dir = mkdtempSync(join(tmpdir(), 'ownpace-captions-'))
  const { sound } = await client.send<{ sound: string }>('POST', '/api/captions/sounds')
  try {
    const pcm = join(dir, 'sound.pcm')
    await ffmpeg.run({
      inputs: [{ path: file, demuxer: facts.demuxer }],
      filterGraph: `[0:a:0]aresample=${samplesPerSecond}:async=1:first_pts=0[a]`,
      outputOptions: ['-map', '[a]', '-ac', '1', '-ar', String(samplesPerSecond), '-c:a', 'pcm_s16le', '-f', 's16le'],
      outputPath: pcm,
      durationMs: facts.durationMs,
      timeLimitMs: 60_000 + 2 * facts.durationMs,
      onProgress: (fraction) => context.progress(`Reading the sound ${Math.round(fraction * 100)} %`),
    })
    let fromByte = 0
    for await (const slice of createReadStream(pcm, { highWaterMark: 4 * 1024 * 1024 })) {
      const bytes = slice as Uint8Array<ArrayBuffer>
      await client.upload(`/api/captions/sounds/${sound}/bytes?from=${fromByte}`, new Blob([bytes]).stream())
      fromByte += bytes.length
    }
    context.progress(`${Math.round(fromByte / bytesPerMs / 1000)} s of sound`)
    const { jobId } = await client.send<{ jobId: string }>('POST', `/api/captions/sounds/${sound}/write`, {
      ...{ library: null, title: 'Writing the captions' },
      ...asked,
    })
    await client.finishJob(jobId, context.progress)
    return await client.get<TakeCaptions>(`/api/captions/sounds/${sound}`)
  } finally {
    await client.send('DELETE', `/api/captions/sounds/${sound}`)
    rmSync(dir, { recursive: true, force: true })
  }
}

export const captionsSetup: Command = {
  words: 'captions setup',
  operands: [],
  summary: 'Say what writes captions after each recording of this device, or show it.',
  options: {
    model: { type: 'string', value: 'M', help: 'base, small, or a model file.' },
    program: { type: 'string', value: 'P', help: "A program with whisper.cpp's interface that reads the model." },
    language,
    fetch: {
      type: 'boolean',
      help: 'Agree to fetch the model named; what it is, and from where, is shown without it.',
    },
    off: { type: 'boolean', help: 'Write no captions any more.' },
  },
  async run(context) {
    const { options, progress } = context
    const client = await context.backend()
    const [model, program] = [textOption(options, 'model'), textOption(options, 'program')]
    const spoken = textOption(options, 'language')
    const listed = captionModelSchema.exclude(['file']).safeParse(model)
    if (model !== null && !listed.success && statSync(resolve(model), { throwIfNoEntry: false })?.isFile() !== true) {
      throw new Failure({
        code: 'not-found',
        message: `There is no model ${model}.`,
        remedy: 'Name base, small, or a file.',
      })
    }
    const chosen = {
      ...(program === null
        ? model === null
          ? {}
          : { captionsBy: 'model' }
        : { captionsBy: 'program', captionsProgramPath: resolve(program) }),
      ...(model === null
        ? {}
        : listed.success
          ? { captionsModel: listed.data }
          : { captionsModel: 'file', captionsModelPath: resolve(model) }),
      ...(spoken === null ? {} : { captionsLanguage: spoken }),
      ...(options.off === true ? { captionsBy: 'nobody' } : {}),
    }
    if (Object.keys(chosen).length > 0) await client.send('PATCH', '/api/settings', chosen)
    if (options.fetch === true && listed.success) {
      const { jobId } = await client.send<{ jobId: string }>('POST', `/api/captions/models/${listed.data}/fetch`)
      await client.finishJob(jobId, progress)
    }
    return shown(await client.get<CaptionsSetup>('/api/captions'))
  },
}

function shown(setup: CaptionsSetup) {
  const state =
    setup.engine === 'nobody' ? 'Captions are off.' : (setup.problem ?? 'Captions are written after each recording.')
  const models = setup.models.map(
    ({ id, sizeBytes, url, sha256, isHere }) =>
      `${id}: ${sizeBytes} bytes, ${isHere ? 'here' : 'not here'}\n  ${url}\n  SHA-256 ${sha256}`,
  )
  const { engine, model, isReady, problem } = setup
  return {
    value: {
      ...{ engine, model, isReady, problem },
      models: setup.models.map(({ id, sizeBytes, url, sha256, isHere }) => ({ id, sizeBytes, url, sha256, isHere })),
    },
    text: [state, ...models].join('\n'),
  }
}
