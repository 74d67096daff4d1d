import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock, SettingsStore } from '../ports.ts'
import { defaultSettings, type Settings, settingsPatchSchema, settingsSchema } from './schema.ts'

/** A JSON file that is read whole and replaced whole: `conf`, or `electron-store` in the desktop. */
export interface SettingsFile {
  store: Record<string, unknown>
}

export type OpenSettingsFile = (place: { dir: string; name: string }) => SettingsFile

/**
 * The settings of this device, in `<profile>/settings.json`, whichever host opens them.
 *
 * A file that cannot be read as settings is kept aside as `settings.damaged-<ms>.json`; each value of it that is still
 * sound stays in force, the rest start anew.
 */
export function openSettings({
  profileDir,
  clock,
  timeZone,
  openFile,
  log,
}: {
  profileDir: string
  clock: Clock
  /** IANA name of the system's time zone, for a new profile. */
  timeZone: string
  openFile: OpenSettingsFile
  log: (line: string) => void
}): SettingsStore {
  const path = join(profileDir, `${fileName}.json`)
  const found = readSettings(path, defaultSettings(timeZone))
  if (found.isDamaged) {
    const aside = join(profileDir, `${fileName}.damaged-${clock.nowMs()}.json`)
    renameSync(path, aside)
    log('the settings could not be read in full; the file is kept beside the new one')
  }
  let current = found.settings
  const file = openFile({ dir: profileDir, name: fileName })
  if (found.isDamaged || found.isNew) file.store = current

  const listeners = new Set<(settings: Settings) => void>()
  return {
    get: () => current,
    set(patch) {
      const given = Object.entries(settingsPatchSchema.parse(patch)).filter(([, value]) => value !== undefined)
      const next = settingsSchema.parse({ ...current, ...Object.fromEntries(given) })
      // what a newer Ownpace wrote beside ours stays in the file
      file.store = { ...file.store, ...next }
      current = next
      for (const listener of [...listeners]) listener(next)
      return next
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const fileName = 'settings'

interface Found {
  settings: Settings
  isNew: boolean
  isDamaged: boolean
}

function readSettings(path: string, defaults: Settings): Found {
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return { settings: defaults, isNew: false, isDamaged: true }
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { settings: defaults, isNew: true, isDamaged: false }
    throw error
  }
  // a setting that this version added is simply not there yet
  const whole = settingsSchema.safeParse(isRecord(raw) ? { ...defaults, ...raw } : raw)
  if (whole.success) return { settings: whole.data, isNew: false, isDamaged: false }
  return { settings: { ...defaults, ...soundValues(raw) }, isNew: false, isDamaged: true }
}

function soundValues(raw: unknown): Partial<Settings> {
  if (!isRecord(raw)) return {}
  const sound: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const value = schema.safeParse(raw[name])
    if (value.success) sound[name] = value.data
  }
  return sound as Partial<Settings>
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
