import { Failure } from '../../../../domain/failure.ts'
import { videoFields } from '../../../../domain/records/video.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { itemText } from '../item-text.ts'
import type { Plan } from '../plan.ts'
import { nameOf, type PlanContext, placeOf, wordsOrNull } from './context.ts'
import {
  assetsOf,
  filesInWords,
  marksBody,
  mediaFiles,
  publishingPlan,
  versionOperation,
  videoBody,
} from './publication.ts'

type Publish = Extract<LibraryRequest, { request: 'video.publish' }>

export async function planVideoPublish(request: Publish, context: PlanContext): Promise<Plan> {
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
