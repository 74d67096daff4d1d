import type { JsonValue } from '../../domain/json.ts'
import type { BackendClient } from '../backend/client.ts'

export interface OptionSpec {
  type: 'string' | 'boolean'
  /** What stands for the value in the help: `DIR`. */
  value?: string
  isMultiple?: boolean
  isRequired?: boolean
  help: string
}

export type OptionValues = Record<string, string | boolean | string[] | undefined>

/** What a command has at hand. */
export interface CommandContext {
  operands: string[]
  options: OptionValues
  /** The profile's folder, absolute. */
  profileDir: string
  /** The backend of the profile: in this process, or the app that already runs. Started at the first use. */
  backend(): Promise<BackendClient>
  /** A backend beside it, without a profile: what it learns is gone when the command ends. */
  onlooker(): Promise<BackendClient>
  /** A line about what is going on, for standard error. */
  progress(line: string): void
  /** Prints the first line of a command that goes on running. */
  announce(outcome: Outcome): void
  nowMs(): number
  isJson: boolean
}

/** What a command found: `value` is the JSON document, `text` the same for people. */
export interface Outcome {
  value: JsonValue
  text: string
  /** 1 where the command did its work and found something wrong. */
  exitCode?: 0 | 1
}

export interface Command {
  /** The words that call it: `library create`. */
  words: string
  /** Other words that mean the same. */
  aliases?: string[]
  /** Names of its operands, as the help shows them; one in brackets may be left out. */
  operands: string[]
  summary: string
  options: Record<string, OptionSpec>
  run(context: CommandContext): Promise<Outcome | null>
}

/** The text of an option, null where it was not given. */
export function textOption(options: OptionValues, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' ? value : null
}

/** All values of an option that may be repeated. */
export function listOption(options: OptionValues, name: string): string[] {
  const value = options[name]
  return Array.isArray(value) ? value : []
}

export const libraryOption: OptionSpec = {
  type: 'string',
  value: 'DIR',
  help: "The library's folder; may be left out where the profile knows just one.",
}
