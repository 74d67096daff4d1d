import type { Cue } from '../../../../domain/captions/cues.ts'
import type { SeededRandom } from './random.ts'

const commonWords = `the to and of a we it is in that for on this with was be have not are as but they from at will
so one can what all there when which out up about do if more now work time make see week get team next need first
still two new our then because some also look after call change done start end good check test page user thing day
plan step list file review move keep open close ready late early small large fast slow clear part case data build
release version error fix issue number result report note answer question meeting customer order invoice payment
account price contract market design screen button text table search filter export import server client network
backup restore folder share sync record video sound camera path lesson guide draft risk budget cost hour morning
afternoon monday tuesday wednesday thursday friday yesterday today tomorrow month quarter year half third idea
reason problem decision proposal sketch feedback support ticket answerable partner supplier delivery stock audit
law privacy security key password login session token limit queue job worker cache index schema field value rule
form layout colour font image icon label menu list link title summary detail history status progress target goal`
  .split(/\s+/)
  .filter((word) => word !== '')

const syllables =
  'ba be bo da de di fa fe ga go ha hi ka ke ko la le lo ma me mi na no pa pe ra re ri sa se so ta te ti va vo za zu'.split(
    ' ',
  )

const rareWordCount = 20_000
const spokenWordsPerSecond = 2.5

export interface Prose {
  /** One sentence with a capital and a full stop. */
  sentence(random: SeededRandom): string
  /** Sentences of at least this many words together. */
  sentences(random: SeededRandom, wordCount: number): string[]
}

/** Words as unevenly common as in speech: a few are everywhere, most of twenty thousand are rare. */
export function createProse(random: SeededRandom): Prose {
  const rareWords = Array.from({ length: rareWordCount }, () => {
    const length = 2 + random.below(3)
    return Array.from({ length }, () => random.pick(syllables)).join('')
  })
  const words = [...commonWords, ...rareWords]

  /** By Zipf's law: the chance of a word is about one over its place. */
  function word(from: SeededRandom): string {
    const place = Math.floor(words.length ** from.fraction()) - 1
    return words[Math.min(place, words.length - 1)] ?? 'the'
  }

  function sentence(from: SeededRandom): string {
    const text = Array.from({ length: 6 + from.below(10) }, () => word(from)).join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  }

  return {
    sentence,
    sentences(from, wordCount) {
      const said: string[] = []
      for (let count = 0; count < wordCount; ) {
        const next = sentence(from)
        said.push(next)
        count += next.split(' ').length
      }
      return said
    },
  }
}

/** Sentences as captions, one after the other at the pace of speech. */
export function spoken(sentences: readonly string[]): { cues: Cue[]; durationMs: number } {
  let atMs = 0
  const cues = sentences.map((text) => {
    const startMs = atMs
    atMs += Math.round((text.split(' ').length / spokenWordsPerSecond) * 1000)
    return { startMs, endMs: atMs, text }
  })
  return { cues, durationMs: atMs }
}
