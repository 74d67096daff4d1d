/** Where in the app one is, as the address bar's hash says it: hash routes work on every host's scheme. */
export type Route =
  | { screen: 'catch-up' }
  | { screen: 'first-run' }
  | { screen: 'thread'; library: string; thread: string; tab: 'now' | 'by-question' | 'decisions' | 'documents' }
  | { screen: 'thread-edit'; library: string; thread: string | null }
  | {
      screen: 'watch'
      library: string
      item: string
      atMs: number | null
      /** The version in whose video that second lies; left out it is the one that is shown. */
      ofVersion?: string | null | undefined
      isReading: boolean
      isQueue: boolean
    }
  | { screen: 'onboarding' }
  | { screen: 'path'; library: string; path: string }
  | { screen: 'path-edit'; library: string; path: string | null }
  | { screen: 'step'; library: string; path: string; step: string }
  | { screen: 'document'; library: string; document: string }
  | { screen: 'document-edit'; library: string; document: string | null; path: string | null }
  | { screen: 'decisions' }
  | { screen: 'decision'; library: string; decision: string }
  | { screen: 'decision-edit'; library: string; decision: string | null; onItem: string | null; atMs: number | null }
  | { screen: 'search'; query: string }
  | { screen: 'people' }
  | { screen: 'settings' }
  | { screen: 'health' }
  | { screen: 'self-test' }
  | { screen: 'recordings' }
  | { screen: 'join' }
  | { screen: 'invite'; library: string }
  | {
      screen: 'record'
      library: string | null
      thread: string | null
      replaces: string | null
      /** The interrupted recording that is gone on with. */
      continues?: string
    }
  | { screen: 'write'; library: string; thread: string; item: string | null }
  | { screen: 'review'; take: string; replaces: string | null }
  | { screen: 'review-file'; prepared: string; library: string; thread: string | null; replaces: string | null }

const tabs = ['now', 'by-question', 'decisions', 'documents'] as const

/** The hash for a route, `#` included. */
export function hrefOf(route: Route): string {
  switch (route.screen) {
    case 'catch-up':
      return '#/'
    case 'thread':
      return build(['thread', route.library, route.thread], { tab: route.tab === 'now' ? null : route.tab })
    case 'thread-edit':
      return build(['thread-edit', route.library, route.thread ?? 'new'])
    case 'watch':
      return build(['watch', route.library, route.item], {
        at: route.atMs === null ? null : String(route.atMs),
        of: route.atMs === null ? null : (route.ofVersion ?? null),
        read: route.isReading ? '1' : null,
        queue: route.isQueue ? '1' : null,
      })
    case 'path':
      return build(['path', route.library, route.path])
    case 'path-edit':
      return build(['path-edit', route.library, route.path ?? 'new'])
    case 'step':
      return build(['step', route.library, route.path, route.step])
    case 'document':
      return build(['document', route.library, route.document])
    case 'document-edit':
      return build(['document-edit', route.library, route.document ?? 'new'], { path: route.path })
    case 'decision':
      return build(['decision', route.library, route.decision])
    case 'decision-edit':
      return build(['decision-edit', route.library, route.decision ?? 'new'], {
        on: route.onItem,
        at: route.atMs === null ? null : String(route.atMs),
      })
    case 'search':
      return build(['search'], { q: route.query || null })
    case 'invite':
      return build(['invite', route.library])
    case 'record':
      return build(['record'], {
        ...{ library: route.library, thread: route.thread, replaces: route.replaces },
        continues: route.continues ?? null,
      })
    case 'write':
      return build(['write', route.library, route.thread], { item: route.item })
    case 'review':
      return build(['review', route.take], { replaces: route.replaces })
    case 'review-file':
      return build(['review-file', route.prepared, route.library], { thread: route.thread, replaces: route.replaces })
    default:
      return build([route.screen])
  }
}

/** The route that a hash names; anything unknown leads to the catch-up. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen = '', first = '', second = '', third = ''] = path.split('/').map(decodePart)
  const query = new URLSearchParams(search)
  const orNew = (id: string): string | null => (id === 'new' || id === '' ? null : id)
  const atMs = Number.isFinite(Number.parseInt(query.get('at') ?? '', 10))
    ? Number.parseInt(query.get('at') ?? '', 10)
    : null
  switch (screen) {
    case 'first-run':
    case 'onboarding':
    case 'decisions':
    case 'people':
    case 'settings':
    case 'health':
    case 'self-test':
    case 'recordings':
    case 'join':
      return { screen }
    case 'thread':
      return { screen, library: first, thread: second, tab: tabs.find((tab) => tab === query.get('tab')) ?? 'now' }
    case 'thread-edit':
      return { screen, library: first, thread: orNew(second) }
    case 'watch':
      return {
        screen,
        library: first,
        item: second,
        atMs,
        ...(query.has('of') ? { ofVersion: query.get('of') } : {}),
        isReading: query.get('read') === '1',
        isQueue: query.get('queue') === '1',
      }
    case 'path':
      return { screen, library: first, path: second }
    case 'path-edit':
      return { screen, library: first, path: orNew(second) }
    case 'step':
      return { screen, library: first, path: second, step: third }
    case 'document':
      return { screen, library: first, document: second }
    case 'document-edit':
      return { screen, library: first, document: orNew(second), path: query.get('path') }
    case 'decision':
      return { screen, library: first, decision: second }
    case 'decision-edit':
      return { screen, library: first, decision: orNew(second), onItem: query.get('on'), atMs }
    case 'search':
      return { screen, query: query.get('q') ?? '' }
    case 'invite':
      return { screen, library: first }
    case 'record':
      return {
        ...{ screen, library: query.get('library'), thread: query.get('thread'), replaces: query.get('replaces') },
        ...(query.get('continues') ? { continues: query.get('continues') ?? '' } : {}),
      }
    case 'write':
      return { screen, library: first, thread: second, item: query.get('item') }
    case 'review':
      return { screen, take: first, replaces: query.get('replaces') }
    case 'review-file':
      return {
        ...{ screen, prepared: first, library: second },
        ...{ thread: query.get('thread'), replaces: query.get('replaces') },
      }
    default:
      return { screen: 'catch-up' }
  }
}

function build(parts: string[], query: Record<string, string | null> = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== null) search.set(key, value)
  const text = search.toString()
  return `#/${parts.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

/** Goes to a route; `replace` leaves no entry in the history. */
export function goTo(route: Route, options: { replace?: boolean } = {}): void {
  const href = hrefOf(route)
  if (options.replace === true) location.replace(href)
  else location.hash = href
}
