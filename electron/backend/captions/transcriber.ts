import type { Cue } from '../../../domain/captions/cues.ts'
import { Failure } from '../../../domain/failure.ts'

export interface TranscribeRequest {
  /** Absolute path of 16 kHz mono 16-bit WAV; only ever read. */
  wavPath: string
  durationMs: number
  /** As a model knows it (`en`); null listens for it. */
  language: string | null
  /** What a model is told beforehand: names and words as the team writes them. May be ''. */
  glossary: string
  /** An empty folder for what has to be written meanwhile; its owner removes it. */
  workDir: string
  signal: AbortSignal
  /** Between 0 and 1, never falling. */
  onProgress: (fraction: number) => void
}

export interface Transcript {
  /** Two or three letters. */
  language: string
  /** As the model gave them; see `spokenCues`. */
  cues: Cue[]
}

/**
 * Writes down what is said in a sound file. It stops soon after the signal fires and leaves nothing running. Throws
 * Failures alone: `cancelled`, `time-limit`, `model-unusable`, `captions-failed`.
 */
export interface Transcriber {
  transcribe(request: TranscribeRequest): Promise<Transcript>
}

/** Slow machines need several times the length of what is said; what needs more than this hangs. */
export function timeLimitMs(durationMs: number): number {
  return 10 * 60_000 + 20 * durationMs
}

/** How long what was asked to stop may take before it is stopped. */
export const killAfterMs = 2000

const kept = 'The recording is as it was, and captions that stood before are kept.'

export function captionsCancelled(): Failure {
  return new Failure({ code: 'cancelled', message: 'Writing the captions was cancelled.', kept })
}

export function captionsTookTooLong(): Failure {
  return new Failure({
    code: 'time-limit',
    message: 'Writing the captions took far longer than it should have and was stopped.',
    kept,
    remedy: 'Choose a smaller model in Settings, or try again when the computer has less to do.',
  })
}

export function captionsFailed(message: string, { remedy, cause }: { remedy: string; cause?: unknown }): Failure {
  return new Failure({ code: 'captions-failed', message, kept, remedy, cause })
}

export function modelUnusable(cause?: unknown): Failure {
  return new Failure({
    code: 'model-unusable',
    message: 'The model for captions could not be read.',
    kept,
    remedy: 'Fetch it again in Settings, or give another file there.',
    cause,
  })
}

/** Makes any reports of progress into one that never falls and stays between 0 and 1. */
export function neverFalling(report: (fraction: number) => void): (fraction: number) => void {
  let reached = 0
  return (fraction) => {
    if (!Number.isFinite(fraction)) return
    const within = Math.min(Math.max(fraction, 0), 1)
    if (within <= reached) return
    reached = within
    report(within)
  }
}
