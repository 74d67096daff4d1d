import { parseCaptions } from '../../../../domain/captions/parse.ts'
import { writeWebVtt } from '../../../../domain/captions/webvtt.ts'
import { Failure } from '../../../../domain/failure.ts'
import { addedCaptionsName, captionsElement } from '../../../../domain/library/captions-element.ts'
import { type AddedCaptionsBody, addedCaptionsBody } from '../../../../domain/records/added-captions.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { Plan } from '../plan.ts'
import { emptyPlan, type PlanContext, textFile } from './context.ts'

type Add = Extract<LibraryRequest, { request: 'captions.add' }>

/** Captions beside the video of an item of anybody's. Only plain cues are ever published, whoever wrote them. */
export async function planCaptionsAdd(request: Add, context: PlanContext): Promise<Plan> {
  const view = (await context.index.record(context.subject))?.view
  const video = view?.kind === 'update' || view?.kind === 'video' ? view.video : null
  const versions = await context.index.versions(context.subject)
  const place = versions.find(({ version }) => version === video?.version)
  if (view === undefined || video === null || place === undefined) {
    throw new Failure({
      code: 'not-found',
      message: 'There is no video here that captions could be added to.',
      remedy: 'It may have been withdrawn, or still be on its way.',
    })
  }
  const { cues } = parseCaptions(request.vtt)
  if (cues.length === 0) {
    throw new Failure({ code: 'bad-request', message: 'Captions without a word are not published.' })
  }
  const element = captionsElement({ language: request.language, writer: context.writer })
  const written = textFile('captions.vtt', writeWebVtt(cues))
  const file = { ...written, name: addedCaptionsName(element, written.sha256) }
  const body: AddedCaptionsBody = addedCaptionsBody.parse({
    ...{ version: video.version, size: file.size, sha256: file.sha256, madeBy: request.madeBy },
  })
  return {
    ...emptyPlan,
    operations: [{ kind: `${view.kind}.captions:${element}`, subject: context.subject, body }],
    publication: {
      ...{ item: context.subject, version: video.version, folder: place.folder },
      ...{ before: [file], after: [], manifest: null },
    },
  }
}
