import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { access, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFfmpeg, type FfmpegJob } from '../../../../../electron/backend/media/ffmpeg/run.ts'
import { makeVideo, scratchDir, shippedFfmpegPath, testFfmpeg } from '../../../../support/media.ts'

let scratch: Awaited<ReturnType<typeof scratchDir>>
let source: string
const file = (name: string) => join(scratch.dir, name)

beforeAll(async () => {
  scratch = await scratchDir()
  source = await makeVideo({ path: file('source.mp4'), secondsEach: 2 })
})
afterAll(() => scratch.remove())

/** Scaled up and encoded with care, two seconds take long enough to be stopped in their middle. */
function slowJob(patch: Partial<FfmpegJob> = {}): FfmpegJob {
  return {
    inputs: [{ path: source, demuxer: 'mov', options: ['-stream_loop', '200'] }],
    outputOptions: ['-vf', 'scale=1920:1080,noise=alls=40:allf=t', '-c:v', 'libx264', '-preset', 'slow', '-f', 'mp4'],
    outputPath: file('slow.mp4'),
    durationMs: 400_000,
    timeLimitMs: 60_000,
    ...patch,
  }
}

function quickJob(patch: Partial<FfmpegJob> = {}): FfmpegJob {
  return {
    inputs: [{ path: source, demuxer: 'mov' }],
    outputOptions: ['-c', 'copy', '-f', 'mp4'],
    outputPath: file('quick.mp4'),
    durationMs: 2000,
    timeLimitMs: 60_000,
    ...patch,
  }
}

async function leftOf(name: string): Promise<string[]> {
  return (await readdir(scratch.dir)).filter((found) => found.startsWith(name))
}

describe('running ffmpeg', () => {
  it('puts a whole file under its name and reports progress that never falls', async () => {
    const fractions: number[] = []
    const ffmpeg = await testFfmpeg()
    await ffmpeg.run(
      quickJob({
        inputs: [{ path: source, demuxer: 'mov', options: ['-stream_loop', '20'] }],
        outputOptions: ['-c:v', 'libx264', '-preset', 'medium', '-f', 'mp4'],
        durationMs: 42_000,
        onProgress: (fraction) => fractions.push(fraction),
      }),
    )
    expect(await leftOf('quick')).toEqual(['quick.mp4'])
    expect(fractions.at(-1)).toBe(1)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(Math.min(...fractions)).toBeGreaterThan(0)
  })

  it('leaves no half file and no process when it is cancelled', async () => {
    const ffmpeg = await testFfmpeg()
    const cancel = new AbortController()
    await expect(
      ffmpeg.run(slowJob({ signal: cancel.signal, onProgress: () => cancel.abort() })),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(await leftOf('slow')).toEqual([])
    expect(spawnSync('pgrep', ['-f', file('slow.mp4')]).stdout.toString()).toBe('')
  })

  it('begins nothing when it was cancelled before, or while it was starting', async () => {
    const ffmpeg = await testFfmpeg()
    await expect(ffmpeg.run(slowJob({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'cancelled' })
    const cancel = new AbortController()
    const running = ffmpeg.run(slowJob({ signal: cancel.signal }))
    cancel.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(await leftOf('slow')).toEqual([])
  })

  it('kills an ffmpeg that does not listen', async () => {
    const deaf = file('deaf')
    await writeFile(
      deaf,
      `#!/bin/sh\ncase "$*" in *-formats*|*-encoders*|*-codecs*) exec ${await shippedFfmpegPath()} "$@";; esac\n` +
        `trap '' TERM\necho out_time=00:00:01.00\nwhile :; do sleep 0.1; done\n`,
      { mode: 0o755 },
    )
    const cancel = new AbortController()
    const ffmpeg = createFfmpeg({ path: deaf, log: () => undefined, priority: 'normal' })
    const job = slowJob({ signal: cancel.signal, onProgress: () => cancel.abort() })
    await expect(ffmpeg.run(job)).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('ends what takes longer than its limit', async () => {
    const ffmpeg = await testFfmpeg()
    await expect(ffmpeg.run(slowJob({ timeLimitMs: 300 }))).rejects.toMatchObject({ code: 'time-limit' })
    expect(await leftOf('slow')).toEqual([])
  })

  it('says that the disk is full when it is', async () => {
    const ffmpeg = await testFfmpeg()
    // The kernel's own full disk: an output option writes a second file there.
    const job = quickJob({ outputPath: file('full.mp4') })
    const failing = ffmpeg.run({
      ...job,
      outputOptions: ['-c', 'copy', '-f', 'mpegts', '/dev/full', '-c', 'copy', '-f', 'mp4'],
    })
    await expect(failing).rejects.toMatchObject({ code: 'disk-full' })
    expect(await leftOf('full')).toEqual([])
  })

  it('tells the log why it failed, and the person no path', async () => {
    const logged: string[] = []
    const ffmpeg = createFfmpeg({
      path: await shippedFfmpegPath(),
      log: (line) => logged.push(line),
      priority: 'normal',
    })
    const failure = await ffmpeg.run(quickJob({ inputs: [{ path: file('none.mp4'), demuxer: 'mov' }] })).catch((e) => e)
    expect(failure).toMatchObject({ code: 'ffmpeg-failed' })
    expect(JSON.stringify(failure.body)).not.toContain(scratch.dir)
    expect(logged.join('\n')).toContain('No such file')
  })

  it('reads absolute paths alone', async () => {
    const ffmpeg = await testFfmpeg()
    for (const path of ['source.mp4', 'http://example.org/a.mp4', 'concat:/a|/b', '-i']) {
      await expect(ffmpeg.run(quickJob({ inputs: [{ path, demuxer: 'mov' }] }))).rejects.toThrow('absolute')
    }
  })

  it('never opens what a disguised playlist points to', async () => {
    const secret = await makeVideo({ path: file('secret.mp4'), colours: ['red'] })
    const playlist = file('list.mp4')
    await writeFile(playlist, `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://${secret}\n#EXT-X-ENDLIST\n`)
    const list = file('concat.mp4')
    await writeFile(list, `ffconcat version 1.0\nfile '${secret}'\n`)
    const ffmpeg = await testFfmpeg()
    for (const path of [playlist, list]) {
      for (const demuxer of ['mov', 'matroska', 'avi', 'mp3', 'ogg']) {
        const job = quickJob({ inputs: [{ path, demuxer }], outputPath: file('stolen.mp4') })
        await expect(ffmpeg.run(job)).rejects.toMatchObject({ code: 'ffmpeg-failed' })
      }
    }
    await expect(access(file('stolen.mp4'))).rejects.toThrow()
  })

  it.runIf(process.platform === 'linux')('lets everything else on the computer go first', async () => {
    const field = await fieldOfRunning({ index: 16, expected: '19' })
    expect(field).toBe('19')
  })

  it.runIf(process.platform === 'linux')('takes only what nobody else wants while something is recorded', async () => {
    const idlePolicy = '5'
    expect(await fieldOfRunning({ index: 38, expected: idlePolicy, priority: 'idle' })).toBe(idlePolicy)
  })
})

/** What /proc says about a running encode in a field counted from its state on, once it is as expected. */
async function fieldOfRunning(options: { index: number; expected: string; priority?: 'idle' }): Promise<string> {
  const { index, expected, priority } = options
  const ffmpeg = createFfmpeg({ path: await shippedFfmpegPath(), log: () => undefined })
  const cancel = new AbortController()
  let seen = ''
  const look = () => {
    const pid = spawnSync('pgrep', ['-f', `${file('slow.mp4')}.partial`])
      .stdout.toString()
      .trim()
      .split('\n')[0]
    seen = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[index] ?? ''
    if (seen === expected) cancel.abort()
  }
  await ffmpeg.run(slowJob({ signal: cancel.signal, priority, onProgress: look })).catch(() => undefined)
  return seen
}
