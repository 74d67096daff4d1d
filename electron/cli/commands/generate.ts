import { existsSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { Failure } from '../../../domain/failure.ts'
import { isIsoDate, wallTimeAt } from '../../../domain/time/zoned.ts'
import { createFfmpegSource } from '../../backend/media/ffmpeg/locate.ts'
import { generateLibrary } from '../../backend/sample/generate/generate-library.ts'
import { makeTinyVideo } from '../../backend/sample/generate/tiny-video.ts'
import { wrongUsage } from '../arguments.ts'
import { type Command, type OptionValues, textOption } from '../command.ts'

const updateCountMost = 1_000_000
const personCountMost = 10_000
const wordCountMost = 5000
const progressEvery = 5000

/** Makes libraries of any size, to try things on and to measure with. */
export const generate: Command = {
  words: 'generate',
  operands: [],
  summary: 'Make a library of any size with made-up updates, always the same for the same options.',
  options: {
    updates: { type: 'string', value: 'N', isRequired: true, help: 'How many updates.' },
    people: { type: 'string', value: 'P', isRequired: true, help: 'By how many people.' },
    out: { type: 'string', value: 'DIR', isRequired: true, help: 'An empty folder, or one that is not there yet.' },
    words: { type: 'string', value: 'N', help: 'Words said in each video; 200 unless told.' },
    until: { type: 'string', value: 'DATE', help: 'Day of the newest updates, such as 2026-11-20; today unless told.' },
    seed: { type: 'string', value: 'N', help: 'Another number makes another library; 1 unless told.' },
    loose: { type: 'boolean', help: 'Leave every entry in a file of its own instead of packing old months.' },
  },
  async run({ options, progress, nowMs }) {
    const dir = resolve(textOption(options, 'out') ?? '')
    if (existsSync(dir) && readdirSync(dir).length > 0) {
      throw new Failure({
        code: 'conflict',
        message: 'The folder is not empty.',
        kept: 'It was left as it is.',
        remedy: 'Name an empty folder, or one that is not there yet.',
      })
    }
    const updateCount = numberOption(options, { name: 'updates', most: updateCountMost })
    const personCount = numberOption(options, { name: 'people', most: personCountMost })
    const until = textOption(options, 'until') ?? wallTimeAt({ atMs: nowMs(), timeZone: 'UTC' }).date
    if (!isIsoDate(until)) throw wrongUsage('--until takes a date such as 2026-11-20.')
    const ffmpeg = await createFfmpegSource({ chosenPath: () => '', log: () => undefined })()
    const made = generateLibrary({
      dir,
      updateCount,
      personCount,
      until,
      wordCount: numberOption(options, { name: 'words', most: wordCountMost, otherwise: 200 }),
      seed: numberOption(options, { name: 'seed', most: 2 ** 31, otherwise: 1 }),
      video: await makeTinyVideo(ffmpeg),
      isLoose: options.loose === true,
      onProgress: (doneCount) => {
        if (doneCount % progressEvery < personCount) progress(`${doneCount} of ${updateCount} updates`)
      },
    })
    return {
      value: { dir, ...made, updateCount, personCount },
      text: `${dir}: ${updateCount} updates by ${personCount} people`,
    }
  },
}

function numberOption(
  options: OptionValues,
  { name, most, otherwise }: { name: string; most: number; otherwise?: number },
): number {
  const text = textOption(options, name)
  if (text === null && otherwise !== undefined) return otherwise
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw wrongUsage(`--${name} takes a whole number from 1 to ${most}.`)
}
