import { globalOptions, usageOf } from './arguments.ts'
import type { Command, OptionSpec } from './command.ts'

/** Help for one command, or for all. */
export function helpText(command: Command | null, commands: Command[]): string {
  return command === null ? overview(commands) : helpOf(command)
}

function overview(commands: Command[]): string {
  const lines = commands.map((command) => [[command.words, ...command.operands].join(' '), command.summary] as const)
  return [
    'Usage: npm run -s cli -- COMMAND … [--json] [--profile DIR]',
    '',
    ...columns(lines),
    '',
    'Everywhere:',
    ...columns(optionLines(globalOptions)),
    '',
    'Exit codes: 0 done, 1 something wrong was found, 2 wrong usage, 3 failed.',
  ].join('\n')
}

function helpOf(command: Command): string {
  const aliases = command.aliases ?? []
  return [
    `Usage: ${usageOf(command)}`,
    '',
    command.summary,
    ...(aliases.length > 0 ? ['', `Also: ${aliases.join(', ')}`] : []),
    '',
    ...columns(optionLines({ ...command.options, ...globalOptions })),
  ].join('\n')
}

function optionLines(options: Record<string, OptionSpec>): (readonly [string, string])[] {
  return Object.entries(options).map(
    ([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help] as const,
  )
}

function columns(lines: (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([left]) => left.length)) + 2
  return lines.map(([left, right]) => `  ${left.padEnd(width)}${right}`)
}
