import type { Filled } from './filled-library.ts'

/** A screen by its address, and the heading by which one knows that it is the one before one. */
export interface ScreenToCheck {
  name: string
  hash: string
  heading: string | RegExp
}

const toScreen = ([name, hash, heading]: [string, string, string | RegExp]): ScreenToCheck => ({ name, hash, heading })

export const screensWithoutLibrary: ScreenToCheck[] = (
  [
    ['first-run', '#/first-run', /Nothing here yet/],
    ['join', '#/join', 'Open a folder someone shared'],
    ['settings', '#/settings', 'Settings'],
    ['health', '#/health', 'Library health'],
  ] satisfies [string, string, string | RegExp][]
).map(toScreen)

/** The screens of a library in which nothing was said yet. Two of the same heading never follow each other. */
export function emptyScreensOf(library: string): ScreenToCheck[] {
  const away = 'aaaaaaaaaaaaaaaa'
  const screens: [string, string, string | RegExp][] = [
    ['catch-up', '#/', 'Nothing here yet.'],
    ['new thread', `#/thread-edit/${library}/new`, 'New thread'],
    ['onboarding', '#/onboarding', 'No paths yet'],
    ['new path', `#/path-edit/${library}/new`, 'A new path'],
    ['new document', `#/document-edit/${library}/new`, 'A new document'],
    ['decisions', '#/decisions', 'Decisions'],
    ['new decision', `#/decision-edit/${library}/new`, 'New decision'],
    ['search', '#/search', 'Everything that was said and written is here to be found.'],
    ['search that finds nothing', '#/search?q=nowhere', 'Nothing was found for “nowhere”.'],
    ['people', '#/people', 'People'],
    ['invite', `#/invite/${library}`, 'Invite someone to Harbour'],
    ['health', '#/health', 'Library health'],
    ['recordings, none', '#/recordings', 'No recording is on this device.'],
    ['test of recording', '#/self-test', 'Test recording'],
    ['record', '#/record', 'Nothing to answer yet.'],
    ['thread that is not here', `#/thread/${library}/${away}`, 'This thread is not here.'],
    ['update that is not here', `#/watch/${library}/${away}`, 'This is not here.'],
    ['path that is not here', `#/path/${library}/${away}`, 'This path is not here.'],
    ['document that is not here', `#/document/${library}/${away}`, 'This document is not here.'],
    ['decision that is not here', `#/decision/${library}/${away}`, 'This decision is not here.'],
  ]
  return screens.map(toScreen)
}

/** Every screen with something in it. Two of the same heading never follow each other. */
export function screensOf(filled: Filled): ScreenToCheck[] {
  const { library, thread, update, own, document, path, decision } = filled
  const screens: [string, string, string | RegExp][] = [
    ['catch-up', '#/', /asks you one thing/],
    ['thread', `#/thread/${library}/${thread}`, 'Payments'],
    ['onboarding', '#/onboarding', 'Onboarding'],
    ['thread by question', `#/thread/${library}/${thread}?tab=by-question`, 'Payments'],
    ['watch', `#/watch/${library}/${update}`, 'The page of refunds'],
    ['decisions of a thread', `#/thread/${library}/${thread}?tab=decisions`, 'Payments'],
    ['read', `#/watch/${library}/${update}?read=1`, 'The page of refunds'],
    ['documents of a thread', `#/thread/${library}/${thread}?tab=documents`, 'Payments'],
    ['own update', `#/watch/${library}/${own}`, 'Payouts'],
    ['thread, edited', `#/thread-edit/${library}/${thread}`, 'Payments'],
    ['path', `#/path/${library}/${path}`, 'Your first week'],
    ['path, edited', `#/path-edit/${library}/${path}`, 'Edit the path'],
    ['step with a document', `#/step/${library}/${path}/refunds`, 'How we refund'],
    ['step with a video', `#/step/${library}/${path}/page`, 'The page itself'],
    ['document', `#/document/${library}/${document}`, 'How we refund'],
    ['document, edited', `#/document-edit/${library}/${document}`, 'Edit the document'],
    ['decisions', '#/decisions', 'Decisions'],
    ['decision', `#/decision/${library}/${decision}`, 'Refunds are kept for ninety days'],
    ['decision, edited', `#/decision-edit/${library}/${decision}`, 'Edit the decision'],
    ['search', '#/search?q=refunds', 'Search'],
    ['people', '#/people', 'People'],
    ['invite', `#/invite/${library}`, 'Invite someone to Northlight'],
    ['settings', '#/settings', 'Settings'],
    ['health', '#/health', 'Library health'],
    ['recordings', '#/recordings', 'Recordings on this device'],
    ['join', '#/join', 'Open a folder someone shared'],
    ['another library', '#/first-run', 'Another library'],
    ['record', `#/record?library=${library}&thread=${thread}`, 'What do you want to show?'],
    ['write', `#/write/${library}/${thread}`, 'Write your answers'],
    ['correct', `#/write/${library}/${thread}?item=${own}`, 'Correct your update'],
    ['review', filled.reviewHash, 'Look it over, and put it into words'],
    ['review of a file', filled.reviewFileHash, 'Put it into words'],
  ]
  return screens.map(toScreen)
}
