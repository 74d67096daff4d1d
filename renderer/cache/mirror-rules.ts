import { inPlaceOrder, type Place } from '../../domain/views/pages.ts'
import type { RecordKind, RecordView, UpdateView } from '../../domain/views/records.ts'

/**
 * How much of a kind the page keeps. `whole`: every screen needs all of it (names, the rail, paths), and it is small.
 * `lasting`: what screens list over all time; few, and the newest of them in nearly every library all. `passing`: what a
 * library fills up with, read while it is new and looked for later.
 */
export type Layer = 'whole' | 'lasting' | 'passing'

const layers: Record<RecordKind, Layer> = {
  person: 'whole',
  thread: 'whole',
  path: 'whole',
  decision: 'lasting',
  document: 'lasting',
  problem: 'lasting',
  video: 'lasting',
  update: 'passing',
  comment: 'passing',
  acknowledgement: 'passing',
}

export function layerOf(kind: RecordKind): Layer {
  return layers[kind]
}

export const kindsOf = (layer: Layer): RecordKind[] =>
  (Object.keys(layers) as RecordKind[]).filter((kind) => layers[kind] === layer)

/** The layers that are kept from their newest down. */
export const windows = ['passing', 'lasting'] as const
export type Window = (typeof windows)[number]

/** How many of each are kept. */
export const mirrorLimits: Readonly<Record<Window, number>> = { passing: 5000, lasting: 2000 }

/** So many more may gather before the oldest go, so that not every new comment moves the floor. */
const slackShare = 0.1

/**
 * The oldest place down to which the page has everything of a layer; null where it has all that there is. Below it only
 * what a rule keeps is there.
 */
export type Floors = Readonly<Record<Window, Place | null>>

export const noFloors: Floors = { passing: null, lasting: null }

/** Whether the page has everything of this kind at this place. */
export function isWithin(kind: RecordKind, place: Place, floors: Floors): boolean {
  const layer = layerOf(kind)
  if (layer === 'whole') return true
  const floor = floors[layer]
  return floor === null || inPlaceOrder(place, floor) <= 0
}

/** The floors after records came, and what goes. The same records and floors always give the same answer. */
export function judge({
  views,
  floors,
  me,
  limits = mirrorLimits,
}: {
  views: Iterable<RecordView>
  floors: Floors
  me: string
  limits?: Readonly<Record<Window, number>> | undefined
}): { floors: Floors; evicted: string[] } {
  const all = [...views]
  const [passing, lasting] = windows.map((layer) => {
    const within = all.filter((view) => layerOf(view.kind) === layer && isWithin(view.kind, view, floors))
    if (within.length <= Math.ceil(limits[layer] * (1 + slackShare))) return floors[layer]
    const last = within.sort(inPlaceOrder)[limits[layer] - 1]
    return last === undefined ? floors[layer] : { atMs: last.atMs, id: last.id }
  })
  const next: Floors = { passing: passing ?? null, lasting: lasting ?? null }
  const below = all.filter((view) => !isWithin(view.kind, view, next))
  if (below.length === 0) return { floors: next, evicted: [] }
  const isKept = keptBelow({ all, floors: next, me })
  return { floors: next, evicted: below.filter((view) => !isKept(view)).map(({ id }) => id) }
}

/**
 * What stays however old it is: updates that ask me something and wait for an answer, my latest update of each thread
 * (it says whether the present cycle is answered), and what the comments that are here stand on.
 */
function keptBelow({
  all,
  floors,
  me,
}: {
  all: readonly RecordView[]
  floors: Floors
  me: string
}): (view: RecordView) => boolean {
  const targets = new Set<string>()
  const latest = new Map<string, UpdateView>()
  for (const view of all) {
    if (view.kind === 'comment' && isWithin('comment', view, floors)) targets.add(view.on.item)
    if (view.kind !== 'update' || view.author !== me) continue
    const known = latest.get(view.thread)
    if (known === undefined || inPlaceOrder(view, known) < 0) latest.set(view.thread, view)
  }
  return (view) =>
    targets.has(view.id) || (view.kind === 'update' && (asksPerson(view, me) || latest.get(view.thread) === view))
}

/** Whether an update asks someone something that nobody answered yet. */
function asksPerson({ author, asks }: UpdateView, person: string): boolean {
  return author !== person && asks.some(({ to, answeredBy }) => answeredBy === null && to.includes(person))
}

/** What comments stand on and the page does not have: without it nobody can tell whether it is mine. */
export function missingTargets(views: ReadonlyMap<string, RecordView>, floors: Floors): string[] {
  // A page that has everything misses nothing: what is not here is not in the library.
  if (floors.passing === null && floors.lasting === null) return []
  const missing = new Set<string>()
  for (const view of views.values()) {
    if (view.kind === 'comment' && !views.has(view.on.item)) missing.add(view.on.item)
  }
  return [...missing]
}
