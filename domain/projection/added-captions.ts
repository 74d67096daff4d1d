import { addedCaptionsName, languageOfElement } from '../library/captions-element.ts'
import type { RecordState } from '../library/fold.ts'
import { addedCaptionsBody } from '../records/added-captions.ts'
import { elements } from './state.ts'

export interface AddedCaptions {
  language: string
  /** The name of their file in the folder of `version`. */
  name: string
  version: string
  size: number
  sha256: string
  madeBy: 'person' | 'device'
  /** The device that added them. */
  writer: string
  atMs: number
}

/** So many are listed, the newest first; a folder full of others' captions helps nobody. */
const mostAdded = 16

/** The captions that people added to an item, the newest first. */
export function addedCaptionsOf(state: RecordState): AddedCaptions[] {
  return elements(state, 'captions', addedCaptionsBody)
    .flatMap(({ element, value, operation }) => {
      const language = languageOfElement(element)
      if (language === null) return []
      const { time, writer } = operation
      return [{ ...value, language, name: addedCaptionsName(element, value.sha256), writer, atMs: time[0] }]
    })
    .sort((a, b) => b.atMs - a.atMs || (a.name < b.name ? -1 : 1))
    .slice(0, mostAdded)
}
