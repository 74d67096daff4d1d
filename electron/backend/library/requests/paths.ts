import { learningPathFields } from '../../../../domain/records/path.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { FieldHeads } from '../index-port.ts'
import { itemText } from '../item-text.ts'
import type { Plan, PlannedOperation } from '../plan.ts'
import { emptyPlan, nameOf, type PlanContext, placeOf, recordOf, wordsOrNull } from './context.ts'
import { positionsFor } from './positions.ts'
import { publishingPlan, versionOperation } from './publication.ts'

type Make = Extract<LibraryRequest, { request: 'path.make' }>
type Change = Extract<LibraryRequest, { request: 'path.change' }>
type Shape = Omit<Make, 'request'>

export async function planPathMake(request: Make, context: PlanContext): Promise<Plan> {
  const plan = await versionPlan(request, context)
  return { ...plan, operations: [...plan.operations, ...partOperations(request, context, noParts)] }
}

/** Says only what differs from what stands; the title and the words about it are a version of their own. */
export async function planPathChange(request: Change, context: PlanContext): Promise<Plan> {
  const current = await recordOf(context, { id: request.id, kind: 'path' })
  const heads = await context.index.heads(request.id)
  const parts = await partsOf(heads, context)
  const isDisputed = heads.some(({ field, heads: standing }) => field === 'version' && standing.length > 1)
  const isSameVersion = current.title === request.title && (current.about ?? '') === request.about && !isDisputed
  const plan = isSameVersion ? emptyPlan : await versionPlan(request, context)
  const operations = [...plan.operations, ...partOperations(request, context, parts)]
  return { ...plan, operations, words: context.words.entries }
}

async function versionPlan(request: Shape, context: PlanContext): Promise<Plan> {
  const body = learningPathFields.version.parse({
    ...(await placeOf(context, 'path')),
    title: context.words.put(request.title),
    about: wordsOrNull(context, request.about),
  })
  const itemMd = itemText({
    title: request.title,
    author: await nameOf(context, context.me),
    atMs: context.nowMs,
    timeZone: context.timeZone,
    facts: [],
    text: request.about,
    parts: await Promise.all(request.sections.map((section) => sectionText(section, context))),
    files: [],
  })
  return publishingPlan(context, { body, operations: [versionOperation(context, 'path', body)], itemMd })
}

async function sectionText(
  { title, steps }: Shape['sections'][number],
  context: PlanContext,
): Promise<{ heading: string; text: string }> {
  const lines = await Promise.all(
    steps.map(async (step, place) => {
      const found = step.title === null ? await context.index.record(step.item) : null
      const own = found !== null && 'title' in found.view ? found.view.title : 'A step'
      return `${place + 1}. ${step.title ?? own}`
    }),
  )
  return { heading: title, text: lines.join('\n') }
}

interface Section {
  title: string | null
  position: string
  present: boolean
}

interface Step {
  section: string
  position: string
  item: string
  title: string | null
  asksToConfirm: boolean
  present: boolean
}

interface Parts {
  sections: Map<string, Section>
  steps: Map<string, Step>
  disputed: Set<string>
}

const noParts: Parts = { sections: new Map(), steps: new Map(), disputed: new Set() }

async function partsOf(heads: FieldHeads[], context: PlanContext): Promise<Parts> {
  const parts: Parts = { sections: new Map(), steps: new Map(), disputed: new Set() }
  for (const { field, body, heads: standing } of heads) {
    const [name, id] = field.split(':')
    if (id === undefined) continue
    if (standing.length > 1) parts.disputed.add(field)
    const section = name === 'section' ? learningPathFields.section.safeParse(body).data : undefined
    if (section) parts.sections.set(id, { ...section, title: await textOf(section.title, context) })
    const step = name === 'step' ? learningPathFields.step.safeParse(body).data : undefined
    if (step) parts.steps.set(id, { ...step, title: await textOf(step.title, context) })
  }
  return parts
}

async function textOf(words: { words: string } | null, context: PlanContext): Promise<string | null> {
  return words === null ? null : ((await context.index.words([words.words]))[words.words] ?? null)
}

function partOperations({ sections }: Shape, context: PlanContext, current: Parts): PlannedOperation[] {
  const operations: PlannedOperation[] = []
  const say = (kind: string, body: PlannedOperation['body']): void => {
    operations.push({ kind, subject: context.subject, body })
  }
  const sectionPositions = positionsFor(
    sections.map(({ id }) => id),
    positionsIn(current.sections),
  )
  for (const { id, title, steps } of sections) {
    const wanted: Section = { title, position: sectionPositions.get(id) ?? '', present: true }
    if (current.disputed.has(`section:${id}`) || !isSame(wanted, current.sections.get(id))) {
      say(`path.section:${id}`, { ...wanted, title: context.words.put(title) })
    }
    const inSection = new Map([...current.steps].filter(([, step]) => step.section === id))
    const positions = positionsFor(
      steps.map((step) => step.id),
      positionsIn(inSection),
    )
    for (const { id: stepId, item, title: stepTitle, asksToConfirm } of steps) {
      const position = positions.get(stepId) ?? ''
      const step: Step = { section: id, position, item, title: stepTitle || null, asksToConfirm, present: true }
      if (!current.disputed.has(`step:${stepId}`) && isSame(step, current.steps.get(stepId))) continue
      say(`path.step:${stepId}`, { ...step, title: wordsOrNull(context, step.title) })
    }
  }
  const sectionIds = new Set(sections.map(({ id }) => id))
  for (const [id, section] of current.sections) {
    if (!section.present || sectionIds.has(id)) continue
    say(`path.section:${id}`, { ...section, title: context.words.put(section.title ?? ''), present: false })
  }
  const stepIds = new Set(sections.flatMap(({ steps }) => steps.map(({ id }) => id)))
  for (const [id, step] of current.steps) {
    if (!step.present || stepIds.has(id)) continue
    say(`path.step:${id}`, { ...step, title: wordsOrNull(context, step.title), present: false })
  }
  return operations
}

/** Parts that were removed hold no place any more. */
function positionsIn(parts: ReadonlyMap<string, { position: string; present: boolean }>): Map<string, string> {
  return new Map([...parts].filter(([, part]) => part.present).map(([id, { position }]) => [id, position]))
}

function isSame(a: Section | Step, b: Section | Step | undefined): boolean {
  if (b === undefined) return false
  const members = Object.entries(a)
  const other = new Map<string, unknown>(Object.entries(b))
  return members.every(([name, value]) => other.get(name) === value)
}
