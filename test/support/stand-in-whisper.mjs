#!/usr/bin/env node
// Follows the interface of whisper.cpp's whisper-cli (examples/cli): its arguments, its progress on standard error, its
// JSON and WebVTT. What it "hears" is one line for each second. The file given as its model is JSON that says how it
// should fail: {"mode": "…", "said": ["…"], "language": "en"}. What it was told is written to <model>.told.
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'

const args = process.argv.slice(2)
const known = new Set(['-m', '-f', '-l', '-of', '-t', '--prompt'])
const flags = new Set(['-oj', '-ovtt', '-pp'])
const told = {}
for (let place = 0; place < args.length; place += 1) {
  const name = args[place]
  if (known.has(args[place - 1])) told[args[place - 1]] = name
  else if (known.has(name)) continue
  else if (flags.has(name)) told[name] = true
  else {
    // As the real one does: it says so, and ends well.
    process.stderr.write(`error: unknown argument: ${name}\n`)
    process.exit(0)
  }
}
const model = told['-m']
const { mode = 'well', said = [], language = 'en' } = readModel(model)
appendFileSync(`${model}.told`, `${JSON.stringify({ ...told, pid: process.pid })}\n`)
process.stderr.write(`whisper_init_from_file_with_params_no_state: loading model from '${model}'\n`)

const wav = readFileSync(told['-f'])
if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.readUInt32LE(24) !== 16000 || wav.readUInt16LE(22) !== 1) {
  process.stderr.write(`error: failed to read audio file '${told['-f']}'\n`)
  process.exit(0)
}
const seconds = Math.max(1, Math.round((statSync(told['-f']).size - 44) / 32000))
const lines = said.length > 0 ? said : Array.from({ length: seconds }, (_, second) => `word number ${second + 1}`)
const progress = (percent) =>
  process.stderr.write(`whisper_print_progress_callback: progress = ${String(percent).padStart(3)}%\n`)

progress(5)
if (mode === 'hangs' || mode === 'hangs-deaf') {
  if (mode === 'hangs-deaf') process.on('SIGTERM', () => undefined)
  const helper = spawn('sleep', ['600'], { stdio: 'ignore' })
  appendFileSync(`${model}.told`, `${JSON.stringify({ helper: helper.pid })}\n`)
  writeFileSync(`${told['-of']}.json`, '{"result": {"lang')
  setInterval(() => undefined, 1000)
} else if (mode === 'dies') {
  process.stderr.write('ggml_assert: out of memory\n')
  process.kill(process.pid, 'SIGABRT')
} else if (mode === 'bad-model') {
  process.stderr.write('whisper_model_load: invalid model data (bad magic)\n')
  process.stderr.write('error: failed to initialize whisper context\n')
  process.exit(3)
} else if (mode === 'silent') {
  process.exit(0)
} else {
  progress(35)
  progress(20)
  progress(70)
  if (mode === 'noisy') for (let line = 0; line < 20_000; line += 1) process.stderr.write(`${'x'.repeat(200)}\n`)
  write()
  progress(100)
}

function write() {
  const stamp = (ms, mark) => {
    const pad = (value, digits) => String(value).padStart(digits, '0')
    return `00:${pad(Math.floor(ms / 60000), 2)}:${pad(Math.floor(ms / 1000) % 60, 2)}${mark}${pad(ms % 1000, 3)}`
  }
  const part = (seconds * 1000) / lines.length
  const transcription = lines.map((text, place) => {
    const [from, to] = [Math.round(place * part), Math.round((place + 1) * part)]
    return { timestamps: { from: stamp(from, ','), to: stamp(to, ',') }, offsets: { from, to }, text: ` ${text}` }
  })
  const json = { systeminfo: '', model: { type: 'base' }, params: { language: told['-l'] }, result: { language } }
  const whole = JSON.stringify({ ...json, transcription }, null, '\t')
  if (mode === 'half') writeFileSync(`${told['-of']}.json`, whole.slice(0, -20))
  else if (mode === 'hostile') writeFileSync(`${told['-of']}.json`, JSON.stringify({ ...json, transcription: 'no' }))
  else if (mode === 'huge') writeFileSync(`${told['-of']}.json`, Buffer.alloc(17 * 1024 * 1024, 0x20))
  else if (mode !== 'vtt-only') writeFileSync(`${told['-of']}.json`, whole)
  if (mode === 'vtt-only') {
    const cues = transcription.map(
      ({ offsets: { from, to }, text }) => `${stamp(from, '.')} --> ${stamp(to, '.')}\n${text}\n`,
    )
    writeFileSync(`${told['-of']}.vtt`, ['WEBVTT\n', ...cues].join('\n'))
  }
}

function readModel(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    process.stderr.write(`whisper_init_from_file_with_params_no_state: failed to open '${path}'\n`)
    process.stderr.write('error: failed to initialize whisper context\n')
    process.exit(3)
  }
}
