import type { z } from 'zod'
import type { Asset } from '../../../../domain/records/common.ts'
import type { KeptSpan } from '../../../../domain/records/retime.ts'
import { updateFields } from '../../../../domain/records/update.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { ThreadView } from '../../../../domain/views/records.ts'
import { itemText } from '../item-text.ts'
import type { Plan, PlannedFile } from '../plan.ts'
import {
  fieldOf,
  nameOf,
  ownRecordOf,
  type PlanContext,
  placeOf,
  recordOf,
  sayingPlan,
  wordsOrNull,
} from './context.ts'
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

type Publish = Extract<LibraryRequest, { request: 'update.publish' }>
type Correct = Extract<LibraryRequest, { request: 'update.correct' }>
type Move = Extract<LibraryRequest, { request: 'update.move' }>
type Clear = Extract<LibraryRequest, { request: 'blocker.clear' }>
type Words = Pick<Publish, 'title' | 'answers' | 'asks' | 'intent'>
type Marks = z.infer<typeof updateFields.version>['marks']
type Video = ReturnType<typeof videoBody> | null

export async function planUpdatePublish(request: Publish, context: PlanContext): Promise<Plan> {
  const thread = await recordOf(context, { id: request.thread, kind: 'thread' })
  const plan = await versionPlan(context, {
    request,
    thread,
    cycle: request.cycle,
    isNothing: request.isNothing,
    video: context.video === null ? null : videoBody(context.video),
    files: mediaFiles(context.video, request.captions),
    keptAssets: [],
    marks: marksBody(context, request.marks),
  })
  const place = { thread: request.thread, cycle: request.cycle }
  return { ...plan, operations: [...plan.operations, { kind: 'update.place', subject: context.subject, body: place }] }
}

export async function planUpdateCorrect(request: Correct, context: PlanContext): Promise<Plan> {
  const current = await ownRecordOf(context, 'update')
  const thread = await recordOf(context, { id: current.thread, kind: 'thread' })
  const heads = await context.index.heads(context.subject)
  const body = fieldOf(heads, 'version', updateFields.version)
  const isKept = ({ name }: Asset): boolean =>
    name.startsWith('captions-') ? request.captions === null : context.video === null
  const keptAssets = body.assets.filter(isKept).map((asset) => ({ ...asset, from: asset.from ?? current.version }))
  const hasWords = request.answers.some(({ text }) => text !== null && text !== '')
  return await versionPlan(context, {
    request,
    thread,
    cycle: current.cycle,
    isNothing: body.isNothing && !hasWords && context.video === null,
    video: context.video === null ? body.video : videoBody(context.video),
    files: mediaFiles(context.video, request.captions ?? []),
    keptAssets,
    marks: context.video === null ? body.marks : marksBody(context, request.marks),
    retime: context.video === null ? undefined : retimeBody(request.retime, { body, version: current.version }),
  })
}

export async function planUpdateMove(request: Move, context: PlanContext): Promise<Plan> {
  await ownRecordOf(context, 'update')
  await recordOf(context, { id: request.thread, kind: 'thread' })
  const body = { thread: request.thread, cycle: request.cycle }
  return sayingPlan(context, [{ kind: 'update.place', subject: context.subject, body }])
}

export async function planBlockerClear(request: Clear, context: PlanContext): Promise<Plan> {
  await ownRecordOf(context, 'update')
  const body = { cleared: request.cleared }
  return sayingPlan(context, [{ kind: `update.cleared:${request.question}`, subject: context.subject, body }])
}

interface Version {
  request: Words
  thread: ThreadView
  cycle: string
  isNothing: boolean
  video: Video
  files: PlannedFile[]
  keptAssets: Asset[]
  marks?: Marks
  retime?: { from: string; spans: KeptSpan[] } | undefined
}

async function versionPlan(context: PlanContext, version: Version): Promise<Plan> {
  const { request, files, keptAssets, isNothing, video, marks, retime } = version
  const assets = [...keptAssets, ...assetsOf(files)]
  const body = updateFields.version.parse({
    ...(await placeOf(context, version.thread.name)),
    title: context.words.put(request.title),
    answers: request.answers.map(({ question, text, startMs, isBlocker }) => {
      return { question, text: wordsOrNull(context, text), startMs, isBlocker }
    }),
    asks: request.asks.map((ask) => ({ ...ask, text: context.words.put(ask.text) })),
    intent: request.intent,
    isNothing,
    video,
    assets,
    ...(marks === undefined ? {} : { marks }),
    ...(retime === undefined ? {} : { retime }),
  })
  return publishingPlan(context, {
    body,
    operations: [versionOperation(context, 'update', body)],
    itemMd: await updateText(context, { ...version, assets }),
    files,
  })
}

async function updateText(context: PlanContext, version: Version & { assets: Asset[] }): Promise<string> {
  const { request, thread, cycle, isNothing, video, assets } = version
  const answers = request.answers.map(({ question, text, startMs, isBlocker }) => {
    const heading = thread.questions.find(({ id }) => id === question)?.text ?? 'An answer'
    const place = startMs === null || video === null ? [] : [`(in the video at ${clock(startMs)})`]
    const flag = isBlocker ? ['This is in the way.'] : []
    return { heading, text: [...(text ? [text] : []), ...flag, ...place].join('\n\n') }
  })
  const asks = await Promise.all(
    request.asks.map(async ({ to, text, byWhen }) => {
      const names = await Promise.all(to.map((person) => nameOf(context, person)))
      return `- ${names.join(', ')}, by ${dateWords(byWhen)}: ${text}`
    }),
  )
  return itemText({
    title: request.title,
    author: await nameOf(context, context.me),
    atMs: context.nowMs,
    timeZone: context.timeZone,
    facts: [{ name: 'Thread', value: thread.name }, ...(cycle === 'always' ? [] : [{ name: 'For', value: cycle }])],
    text: isNothing ? 'Nothing this time.' : null,
    parts: [...answers, ...(asks.length === 0 ? [] : [{ heading: 'Asks', text: asks.join('\n') }])],
    files: filesInWords(video, assets),
  })
}

/** "1:05" */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** "24 November 2026" */
function dateWords(date: string): string {
  const atMs = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(atMs)
    ? date
    : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(atMs)
}
