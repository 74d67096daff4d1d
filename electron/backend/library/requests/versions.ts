import { Failure } from '../../../../domain/failure.ts'
import type { JsonValue } from '../../../../domain/json.ts'
import { digestsIn, wordsRefSchema } from '../../../../domain/library/words.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { RecordView } from '../../../../domain/views/records.ts'
import type { VersionText } from '../../../../domain/views/versions.ts'
import { itemText } from '../item-text.ts'
import type { Plan } from '../plan.ts'
import { nameOf, type PlanContext, placeOf, requireOwn, sayingPlan } from './context.ts'
import { planDocumentVersion } from './documents.ts'
import { publishingPlan, versionOperation } from './publication.ts'

type Keep = Extract<LibraryRequest, { request: 'version.keep' }>
type Members = { [key: string]: JsonValue }

const ownKinds = new Set<RecordView['kind']>(['update', 'comment', 'decision', 'problem', 'video'])

/** Says one version again, in the place of all that stand beside each other: nothing is lost, all stay in the history. */
export async function planVersionKeep({ id, field, version }: Keep, context: PlanContext): Promise<Plan> {
  const view = (await context.index.record(id))?.view
  const found = await context.index.versionBody({ subject: id, version })
  const text = await context.index.versionText({ subject: id, version })
  if (!view || !found || !text || found.field !== field) throw notHere()
  if ('author' in view && ownKinds.has(view.kind)) requireOwn(context, view.author)
  if (view.kind === 'document') {
    const [whole] = text.parts
    if (!whole || whole.text === null) throw notHere()
    return await planDocumentVersion(context, { title: text.title, text: whole.text, thread: view.thread })
  }
  const body = (await saidAnew(found.body, context)) as Members
  const kind = `${view.kind}.${field}`
  if (field !== 'version' || typeof body.slug !== 'string') {
    return sayingPlan(context, [{ kind, subject: id, body }])
  }
  const whole = { ...body, ...keptAssets(body, version), ...(await placeOf(context, view.kind)) }
  const operations = [versionOperation(context, view.kind, whole)]
  return publishingPlan(context, { body: whole, operations, itemMd: await itemMdOf({ text, view, context }) })
}

/** The same body with its words said again, since a writer's words stand in its own batches. */
async function saidAnew(body: JsonValue, context: PlanContext): Promise<JsonValue> {
  const texts = await context.index.words(digestsIn(body))
  const walk = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const ref = wordsRefSchema.safeParse(value).data
    if (!ref) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)]))
    const text = texts[ref.words]
    if (text === null || text === undefined) throw notHere()
    return { ...context.words.put(text) }
  }
  return walk(body)
}

/** Its files stay where they were published. */
function keptAssets({ assets }: Members, version: string): Members {
  if (!Array.isArray(assets)) return {}
  return { assets: assets.map((asset) => ({ from: version, ...(asset as Members) })) }
}

async function itemMdOf({
  text,
  view,
  context,
}: {
  text: VersionText
  view: RecordView
  context: PlanContext
}): Promise<string> {
  const thread = view.kind === 'update' ? (await context.index.record(view.thread))?.view : undefined
  const questions = new Map(thread?.kind === 'thread' ? thread.questions.map((each) => [each.id, each.text]) : [])
  return itemText({
    title: text.title,
    author: await nameOf(context, 'author' in view ? view.author : context.me),
    atMs: context.nowMs,
    timeZone: context.timeZone,
    facts: [],
    text: text.parts.find(({ heading }) => heading === null)?.text ?? null,
    parts: text.parts.flatMap(({ heading, text: said }) =>
      heading === null || said === null ? [] : [{ heading: questions.get(heading) ?? heading, text: said }],
    ),
    files: [],
  })
}

function notHere(): Failure {
  return new Failure({
    code: 'not-found',
    message: 'This version is not here in full.',
    remedy: 'Its words may still be on their way, or have been withdrawn.',
  })
}
