import { z } from 'zod'
import { captionEngineSchema, captionModelSchema } from '../../../domain/captions/engine.ts'
import { defaultHotkeys, hotkeysSchema } from '../../../domain/hotkeys.ts'

/** A library that this device has opened, in the order of the rail. */
const openedLibrary = z.object({ id: z.string().regex(/^[a-z2-7]{26}$/), dir: z.string().min(1).max(4096) })

export const settingsSchema = z.object({
  version: z.literal(1),
  /** What this person is called, asked for once and offered to each library. */
  name: z.string().max(120),
  timeZone: z.string().max(64),
  appearance: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['system', 'more']),
  playbackSpeed: z.number().min(0.5).max(3),
  captionsOn: z.boolean(),
  countdownSec: z.number().int().min(0).max(10),
  /** How long a publication waits in the outbox, so that it can be undone. */
  undoSec: z.number().int().min(0).max(300),
  /** A newer ffmpeg that the person prefers; empty means the shipped one. */
  ffmpegPath: z.string().max(4096),
  /** Tell others what this device has, with what it publishes anyway. */
  deliveryNotes: z.boolean(),
  /** For how many days a recording stays on this device once it is published; null for ever. */
  takesKeptDays: z.number().int().min(1).max(3650).nullable(),
  hotkeys: hotkeysSchema,
  /** Who makes captions after each recording, and with what. Off until it is set up. */
  captionsBy: captionEngineSchema,
  captionsModel: captionModelSchema,
  /** A model file of the person's own; empty means the one that was handed over, if any. */
  captionsModelPath: z.string().max(4096),
  /** A program of whisper.cpp's kind. */
  captionsProgramPath: z.string().max(4096),
  /** The language that is spoken, as a model knows it; empty means that it listens for it. */
  captionsLanguage: z.string().regex(/^(?:[a-z]{2,3})?$/),
  libraries: z.array(openedLibrary).max(64),
})

export type Settings = z.infer<typeof settingsSchema>

export const settingsPatchSchema = settingsSchema.omit({ version: true }).partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>

/** What a new profile starts with. `timeZone` is an IANA name. */
export function defaultSettings(timeZone: string): Settings {
  return {
    version: 1,
    name: '',
    timeZone,
    appearance: 'system',
    contrast: 'system',
    playbackSpeed: 1,
    captionsOn: true,
    countdownSec: 3,
    undoSec: 60,
    ffmpegPath: '',
    deliveryNotes: true,
    takesKeptDays: 14,
    hotkeys: defaultHotkeys,
    captionsBy: 'nobody',
    captionsModel: 'base',
    captionsModelPath: '',
    captionsProgramPath: '',
    captionsLanguage: '',
    libraries: [],
  }
}
