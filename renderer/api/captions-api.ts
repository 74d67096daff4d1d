import type { CaptionsSetup } from '../../domain/captions/engine.ts'
import type { TakeCaptions, TakeCaptionsAnswer } from '../../domain/captions/take-captions.ts'
import { api } from './client.ts'
import { settle, unwrap } from './failure-of-response.ts'

/** What is set up on this device to make captions. */
export function fetchCaptionsSetup(): Promise<CaptionsSetup> {
  return unwrap(api.captions.$get())
}

/** Begins to fetch a model that the person agreed to; resolves to the job's id. */
export async function fetchModel(model: string): Promise<string> {
  return (await unwrap(api.captions.models[':model'].fetch.$post({ param: { model } }))).jobId
}

/** Removes a model from this device. */
export function removeModel(model: string): Promise<CaptionsSetup> {
  return unwrap(api.captions.models[':model'].$delete({ param: { model } }))
}

/** Hands over a model file. */
export async function giveModel(file: File): Promise<void> {
  const response = await fetch('/api/captions/models/given', { method: 'POST', body: file })
  await unwrap(Promise.resolve(response))
}

/** What is said in a recording, as far as it was written down. */
export function fetchTakeCaptions(take: string): Promise<TakeCaptionsAnswer> {
  return unwrap(api.takes[':take'].captions.$get({ param: { take } }))
}

export function keepTakeCaptions(take: string, captions: TakeCaptions): Promise<void> {
  return settle(api.takes[':take'].captions.$put({ param: { take }, json: captions }))
}

export function removeTakeCaptions(take: string): Promise<void> {
  return settle(api.takes[':take'].captions.$delete({ param: { take } }))
}

/** Has this device write them down, instead of what stands; an empty language is listened for. Resolves to the job's id. */
export async function makeTakeCaptions(take: string, language: string): Promise<string> {
  return (await unwrap(api.takes[':take'].captions.$post({ param: { take }, json: { language } }))).jobId
}

/** Begins to hand over a sound that this page decodes; resolves to its id. */
export async function beginSound(): Promise<string> {
  return (await unwrap(api.captions.sounds.$post())).sound
}

export async function addSound(
  sound: string,
  { fromByte, bytes }: { fromByte: number; bytes: Int16Array<ArrayBuffer> },
): Promise<void> {
  await settle(fetch(`/api/captions/sounds/${sound}/bytes?from=${fromByte}`, { method: 'POST', body: bytes }))
}

/** Has this device write down what is said in it; resolves to the job's id. */
export async function writeSound(sound: string, json: { library: string | null; title: string }): Promise<string> {
  return (await unwrap(api.captions.sounds[':sound'].write.$post({ param: { sound }, json }))).jobId
}

export function soundCaptions(sound: string): Promise<TakeCaptions> {
  return unwrap(api.captions.sounds[':sound'].$get({ param: { sound } }))
}

export function forgetSound(sound: string): Promise<void> {
  return settle(api.captions.sounds[':sound'].$delete({ param: { sound } }))
}

/** Words as a library's team writes them, in order. */
export async function fetchTerms(library: string): Promise<string[]> {
  return (await unwrap(api.libraries[':library'].terms.$get({ param: { library } }))).terms
}
