import type { LibraryView } from '../../../domain/views/library.ts'
import type { ThreadView } from '../../../domain/views/records.ts'
import { text } from '../messages/text.ts'
import { hrefOf, type Route } from '../route.ts'

/** Something that the palette can do: a place to go to, or showing the keys. */
export interface Command {
  id: string
  title: string
  does: Route | 'show-keys'
}

/** Everything the palette offers. What belongs to one library names it where there are several. */
export function commandsFor({
  libraries,
  threads,
}: {
  libraries: readonly Pick<LibraryView, 'id' | 'name'>[]
  threads: readonly { library: string; view: Pick<ThreadView, 'id' | 'name' | 'people'> }[]
}): Command[] {
  const inLibrary = (title: string, library: string): string => {
    const name = libraries.find(({ id }) => id === library)?.name
    return libraries.length > 1 && name !== undefined
      ? text('commands.in-library', { command: title, library: name })
      : title
  }
  const go = (title: string, route: Route): Command => ({ id: hrefOf(route), title, does: route })
  const ofThreads = threads.flatMap(({ library, view }) => {
    const thread = view.name
    return [
      go(inLibrary(text('commands.go-thread', { thread }), library), {
        screen: 'thread',
        library,
        thread: view.id,
        tab: 'now',
      }),
      go(inLibrary(text('commands.answer', { thread }), library), {
        screen: 'record',
        library,
        thread: view.id,
        replaces: null,
      }),
      go(inLibrary(text('commands.write', { thread }), library), {
        screen: 'write',
        library,
        thread: view.id,
        item: null,
      }),
    ]
  })
  const ofLibraries = libraries.flatMap(({ id: library }) => [
    go(inLibrary(text('commands.new-thread'), library), { screen: 'thread-edit', library, thread: null }),
    go(inLibrary(text('commands.new-document'), library), {
      screen: 'document-edit',
      library,
      document: null,
      path: null,
    }),
    go(inLibrary(text('commands.new-path'), library), { screen: 'path-edit', library, path: null }),
    go(inLibrary(text('commands.new-decision'), library), {
      screen: 'decision-edit',
      library,
      decision: null,
      onItem: null,
      atMs: null,
    }),
    go(inLibrary(text('commands.invite'), library), { screen: 'invite', library }),
  ])
  return [
    go(text('commands.record'), {
      screen: 'record',
      library: libraries[0]?.id ?? null,
      thread: null,
      replaces: null,
    }),
    go(text('commands.go-catch-up'), { screen: 'catch-up' }),
    go(text('commands.go-onboarding'), { screen: 'onboarding' }),
    go(text('commands.go-decisions'), { screen: 'decisions' }),
    go(text('commands.go-search'), { screen: 'search', query: '' }),
    go(text('commands.go-people'), { screen: 'people' }),
    ...ofThreads,
    ...ofLibraries,
    go(text('commands.go-settings'), { screen: 'settings' }),
    go(text('commands.go-health'), { screen: 'health' }),
    go(text('test.title'), { screen: 'self-test' }),
    { id: 'show-keys', title: text('commands.keys'), does: 'show-keys' },
  ]
}
