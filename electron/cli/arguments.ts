import { parseArgs } from 'node:util'
import { Failure } from '../../domain/failure.ts'
import type { Command, OptionSpec, OptionValues } from './command.ts'

export const globalOptions: Record<string, OptionSpec> = {
  json: { type: 'boolean', help: 'Standard output is exactly one JSON document.' },
  profile: { type: 'string', value: 'DIR', help: "This device's private folder; two profiles are two devices." },
  help: { type: 'boolean', help: 'Show this help.' },
}

export type ParsedArguments =
  | { kind: 'help'; command: Command | null; options: OptionValues }
  | { kind: 'run'; command: Command; operands: string[]; options: OptionValues }

/**
 * Reads a command line. Options may stand anywhere, and a command's words may come noun first or verb first.
 * @throws Failure `wrong-usage` with what to write instead.
 */
export function readArguments(argv: string[], commands: Command[]): ParsedArguments {
  const { words } = splitWords(argv, commands)
  const command = findCommand(words, commands)
  const specs = { ...globalOptions, ...command?.options }
  const { values, positionals } = parseStrictly(argv, specs, command)
  if (values.help === true || (words.length === 0 && argv.every((part) => part.startsWith('-')))) {
    return { kind: 'help', command, options: values }
  }
  if (command === null) {
    throw wrongUsage(`There is no command "${words.slice(0, 2).join(' ')}".`, 'Run with --help to see all commands.')
  }
  const operands = positionals.slice(wordCountOf(words, command))
  const neededCount = command.operands.filter((operand) => !operand.startsWith('[')).length
  if (operands.length < neededCount || operands.length > command.operands.length) {
    throw wrongUsage(`"${command.words}" takes ${command.operands.join(' ') || 'no operands'}.`, usageOf(command))
  }
  for (const [name, spec] of Object.entries(command.options)) {
    if (spec.isRequired === true && values[name] === undefined) {
      throw wrongUsage(`"${command.words}" needs --${name} ${spec.value ?? ''}`.trim(), usageOf(command))
    }
  }
  return { kind: 'run', command, operands, options: values }
}

export function wrongUsage(message: string, remedy?: string): Failure {
  return new Failure({ code: 'wrong-usage', message, remedy })
}

export function usageOf(command: Command): string {
  const options = Object.entries(command.options).map(([name, { value, isRequired }]) => {
    const text = `--${name}${value ? ` ${value}` : ''}`
    return isRequired === true ? text : `[${text}]`
  })
  return [command.words, ...command.operands, ...options].join(' ')
}

/** The words before options are known, read loosely: every option that any command knows to take a value takes it. */
function splitWords(argv: string[], commands: Command[]): { words: string[] } {
  const known = Object.assign({}, ...commands.map(({ options }) => options), globalOptions) as Record<
    string,
    OptionSpec
  >
  const { positionals } = parseArgs({
    args: argv,
    options: toNodeOptions(known),
    strict: false,
    allowPositionals: true,
  })
  return { words: positionals }
}

function namesOf(command: Command): string[] {
  return [command.words, ...(command.aliases ?? [])]
}

function findCommand(words: string[], commands: Command[]): Command | null {
  const two = words.slice(0, 2).join(' ')
  const one = words[0] ?? ''
  return (
    commands.find((command) => namesOf(command).includes(two)) ??
    commands.find((command) => namesOf(command).includes(one)) ??
    null
  )
}

function wordCountOf(words: string[], command: Command): number {
  return namesOf(command).includes(words.slice(0, 2).join(' ')) ? 2 : 1
}

function toNodeOptions(specs: Record<string, OptionSpec>) {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { type, isMultiple }]) => [name, { type, multiple: isMultiple ?? false }]),
  )
}

function parseStrictly(argv: string[], specs: Record<string, OptionSpec>, command: Command | null) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: toNodeOptions(specs),
      strict: command !== null,
      allowPositionals: true,
    })
    return { values: values as OptionValues, positionals }
  } catch (error) {
    const reason = (error as Error).message.split('. ')[0] ?? 'an option is wrong'
    throw wrongUsage(`${reason.replace(/\.$/, '')}.`, command ? usageOf(command) : undefined)
  }
}
