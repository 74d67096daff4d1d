import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Failure, toFailure } from '../../domain/failure.ts'
import { createBackend } from '../backend/app.ts'
import { type BackendClient, backendClient } from '../backend/client.ts'
import { startHost } from '../backend/host/start-host.ts'
import { resolveProfileDir } from '../backend/profile/paths.ts'
import { openConfFile } from '../backend/settings/conf-file.ts'
import { readArguments } from './arguments.ts'
import { type Outcome, textOption } from './command.ts'
import { commands } from './commands/all.ts'
import { helpText } from './help.ts'
import { printable } from './printable.ts'

type Write = (text: string) => void

/**
 * Runs one command line and answers the exit code: 0 done, 1 it found something wrong, 2 wrong usage, 3 failed.
 * With `--json` standard output is exactly one JSON document, a failure included.
 */
export async function runCli({
  argv,
  env,
  ...streams
}: {
  argv: string[]
  env: NodeJS.ProcessEnv
  out: Write
  err: Write
}): Promise<number> {
  const out: Write = (text) => streams.out(printable(text))
  const err: Write = (text) => streams.err(printable(text))
  const isJson = argv.includes('--json')
  try {
    const parsed = readArguments(argv, commands)
    if (parsed.kind === 'help') {
      const text = helpText(parsed.command, commands)
      out(isJson ? JSON.stringify({ help: text }) : text)
      return 0
    }
    const profileDir = resolveProfileDir({ flag: textOption(parsed.options, 'profile') ?? undefined, env })
    const runner = lazyBackend({ profileDir, err })
    const onlooker = lazyOnlooker()
    const print = ({ value, text }: Outcome): void => out(isJson ? JSON.stringify(value) : text)
    try {
      const outcome = await parsed.command.run({
        operands: parsed.operands,
        options: parsed.options,
        profileDir,
        backend: runner.backend,
        onlooker: onlooker.backend,
        progress: err,
        announce: print,
        nowMs: () => Date.now(),
        isJson,
      })
      if (outcome) print(outcome)
      return outcome?.exitCode ?? 0
    } finally {
      await onlooker.close()
      await runner.close()
    }
  } catch (thrown) {
    return report({ failure: toFailure(thrown), isJson, out, err })
  }
}

/** The backend of a profile, started at the first use: here, or where the profile is open already. */
function lazyBackend({ profileDir, err }: { profileDir: string; err: Write }) {
  let started: Promise<{ client: BackendClient; close: () => Promise<void> }> | null = null
  const start = async () => {
    const host = await startHost({
      profileDir,
      host: 'terminal',
      createBackend,
      openSettingsFile: openConfFile,
      desktop: null,
      log: () => undefined,
    })
    if (host.kind === 'running-elsewhere') {
      err('Ownpace is open with this profile and carries it out.')
      return { client: backendClient(host.owner.fetch), close: async () => undefined }
    }
    return { client: backendClient(host.backend.fetch), close: host.close }
  }
  return {
    backend: async (): Promise<BackendClient> => {
      started ??= start()
      return (await started).client
    },
    close: async (): Promise<void> => {
      const host = await started?.catch(() => null)
      await host?.close()
    },
  }
}

/** A backend with a profile that lives as long as the command, for libraries that are only looked at. */
function lazyOnlooker() {
  let started: Promise<{ client: BackendClient; close: () => Promise<void> }> | null = null
  const start = async () => {
    const profileDir = await mkdtemp(join(tmpdir(), 'ownpace-look-'))
    const away = (): Promise<void> => rm(profileDir, { recursive: true, force: true, maxRetries: 3 })
    try {
      const running = lazyBackend({ profileDir, err: () => undefined })
      const client = await running.backend()
      return { client, close: () => running.close().finally(away) }
    } catch (error) {
      await away()
      throw error
    }
  }
  return {
    backend: async (): Promise<BackendClient> => {
      started ??= start()
      return (await started).client
    },
    close: async (): Promise<void> => {
      const looking = await started?.catch(() => null)
      await looking?.close()
    },
  }
}

function report({ failure, isJson, out, err }: { failure: Failure; isJson: boolean; out: Write; err: Write }): number {
  const { code, message, kept, remedy } = failure
  if (isJson) out(JSON.stringify({ error: failure.body }))
  err([message, kept, remedy].filter((part) => part !== undefined).join('\n'))
  if (code === 'internal' && failure.cause !== undefined) err(String((failure.cause as Error).stack ?? failure.cause))
  return code === 'wrong-usage' ? 2 : 3
}
