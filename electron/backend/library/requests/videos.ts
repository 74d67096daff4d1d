import { Failure } from '../../../../domain/failure.ts'
import { videoFields } from '../../../../domain/records/video.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { itemText } from '../item-text.ts'
import type { Plan } from '../plan.ts'
import { fieldOf, nameOf, ownRecordOf, type PlanContext, placeOf, wordsOrNull } from './context.ts'
import {
  assetsOf,
  filesInWords,
  marksBody,
  mediaFiles,
  publishingPlan,
  retimeBody,
  versionOperation,
  videoBody,
} from './publication.ts'

type Publish = Extract<LibraryRequest, { request: 'video.publish' }>
type Correct = Extract<LibraryRequest, { request: 'video.correct' }>

export async function planVideoPublish(request: Publish, context: PlanContext): Promise<Plan> {
  return await versionPlan(request, context, undefined)
}

export async function planVideoCorrect(request: Correct, context: PlanContext): Promise<Plan> {
  const { version } = await ownRecordOf(context, 'video')
  const body = fieldOf(await context.index.heads(context.subject), 'version', videoFields.version)
  return await versionPlan(request, context, retimeBody(request.retime, { body, version }))
}

async function versionPlan(
  request: Publish | Correct,
  context: PlanContext,
  retime: ReturnType<typeof retimeBody>,
): Promise<Plan> {
  if (context.video === null)
    throw new Failure({ code: 'not-found', message: 'The video is no longer on this device.' })
  const files = mediaFiles(context.video, request.captions)
  const video = videoBody(context.video)
  const assets = assetsOf(files)
  const marks = marksBody(context, request.marks)
  const body = videoFields.version.parse({
    ...(await placeOf(context, 'video')),
    title: context.words.put(request.title),
    about: wordsOrNull(context, request.about),
    video,
    assets,
    ...(marks === undefined ? {} : { marks }),
    ...(retime === undefined ? {} : { retime }),
  })
  const itemMd = itemText({
    title: request.title,
    author: await nameOf(context, context.me),
    atMs: context.nowMs,
    timeZone: context.timeZone,
    facts: [],
    text: request.about,
    parts: [],
    files: filesInWords(video, assets),
  })
  return publishingPlan(context, { body, operations: [versionOperation(context, 'video', body)], itemMd, files })
}
