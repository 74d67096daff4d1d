import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Reads "+ <process>" and "- <process>" from us; once we are gone, however that came, it ends those that are left. Nothing
 * else can: a process that was killed runs no code any more, and ffmpeg works on when nobody listens.
 */
const watching = `
running=''
while read -r what process; do
  case $what in
    +) running="$running $process" ;;
    -) left=''
       for each in $running; do [ "$each" = "$process" ] || left="$left $each"; done
       running=$left ;;
  esac
done
[ -z "$running" ] || kill -9 $running 2>/dev/null
`

let watcher: ChildProcess | null = null

/** Makes sure that a program just started does not outlive this process. Windows sees to that by itself. */
export function endWithUs(child: ChildProcess): void {
  const { pid } = child
  if (pid === undefined || process.platform === 'win32') return
  tell(`+ ${pid}`)
  child.once('exit', () => tell(`- ${pid}`))
}

function tell(line: string): void {
  watcher ??= startWatcher()
  watcher.stdin?.write(`${line}\n`)
}

function startWatcher(): ChildProcess {
  // In a group of its own, so that Ctrl-C in a terminal ends us first.
  const started = spawn('/bin/sh', ['-c', watching], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  const forget = (): void => {
    if (watcher === started) watcher = null
  }
  started.on('error', forget)
  started.on('exit', forget)
  started.stdin.on('error', forget)
  started.unref()
  const pipe: unknown = started.stdin
  if (hasUnref(pipe)) pipe.unref()
  return started
}

function hasUnref(stream: unknown): stream is { unref(): void } {
  return typeof stream === 'object' && stream !== null && 'unref' in stream && typeof stream.unref === 'function'
}
