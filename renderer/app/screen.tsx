import { lazy, type ReactNode, Suspense } from 'react'
import { hrefOf, type Route } from './route.ts'
import { ScreenBoundary } from './screen-boundary.tsx'

const CatchUp = lazy(async () => ({
  default: (await import('../features/catch-up/catch-up-screen.tsx')).CatchUpScreen,
}))
const FirstRun = lazy(async () => ({
  default: (await import('../features/first-run/first-run-screen.tsx')).FirstRunScreen,
}))
const Join = lazy(async () => ({ default: (await import('../features/first-run/join-screen.tsx')).JoinScreen }))
const Thread = lazy(async () => ({ default: (await import('../features/threads/thread-screen.tsx')).ThreadScreen }))
const ThreadEdit = lazy(async () => ({
  default: (await import('../features/threads/thread-edit-screen.tsx')).ThreadEditScreen,
}))
const Watch = lazy(async () => ({ default: (await import('../features/watch/watch-screen.tsx')).WatchScreen }))
const Onboarding = lazy(async () => ({
  default: (await import('../features/onboarding/onboarding-screen.tsx')).OnboardingScreen,
}))
const Path = lazy(async () => ({ default: (await import('../features/onboarding/path-screen.tsx')).PathScreen }))
const PathEdit = lazy(async () => ({
  default: (await import('../features/onboarding/path-edit-screen.tsx')).PathEditScreen,
}))
const Step = lazy(async () => ({ default: (await import('../features/onboarding/step-screen.tsx')).StepScreen }))
const Document = lazy(async () => ({
  default: (await import('../features/documents/document-screen.tsx')).DocumentScreen,
}))
const DocumentEdit = lazy(async () => ({
  default: (await import('../features/documents/document-edit-screen.tsx')).DocumentEditScreen,
}))
const Decisions = lazy(async () => ({
  default: (await import('../features/decisions/decisions-screen.tsx')).DecisionsScreen,
}))
const Decision = lazy(async () => ({
  default: (await import('../features/decisions/decision-screen.tsx')).DecisionScreen,
}))
const DecisionEdit = lazy(async () => ({
  default: (await import('../features/decisions/decision-edit-screen.tsx')).DecisionEditScreen,
}))
const Search = lazy(async () => ({ default: (await import('../features/search/search-screen.tsx')).SearchScreen }))
const People = lazy(async () => ({ default: (await import('../features/people/people-screen.tsx')).PeopleScreen }))
const Invite = lazy(async () => ({ default: (await import('../features/people/invite-screen.tsx')).InviteScreen }))
const Settings = lazy(async () => ({
  default: (await import('../features/settings/settings-screen.tsx')).SettingsScreen,
}))
const Health = lazy(async () => ({ default: (await import('../features/health/health-screen.tsx')).HealthScreen }))
const SelfTest = lazy(async () => ({
  default: (await import('../features/self-test/self-test-screen.tsx')).SelfTestScreen,
}))
const Recordings = lazy(async () => ({
  default: (await import('../features/recordings/recordings-screen.tsx')).RecordingsScreen,
}))
const Record = lazy(async () => ({ default: (await import('../features/record/record-screen.tsx')).RecordScreen }))
const Review = lazy(async () => ({
  default: (await import('../features/record/review/review-screen.tsx')).ReviewScreen,
}))
const ReviewFile = lazy(async () => ({
  default: (await import('../features/record/review/review-file-screen.tsx')).ReviewFileScreen,
}))
const Write = lazy(async () => ({ default: (await import('../features/record/publish/write-screen.tsx')).WriteScreen }))

/** The screen of a route, made when it is first asked for. */
export function Screen({ route }: { route: Route }): ReactNode {
  return (
    <ScreenBoundary place={hrefOf(route)}>
      <Suspense fallback={null}>{screenOf(route)}</Suspense>
    </ScreenBoundary>
  )
}

function screenOf(route: Route): ReactNode {
  switch (route.screen) {
    case 'catch-up':
      return <CatchUp />
    case 'first-run':
      return <FirstRun />
    case 'join':
      return <Join />
    case 'thread':
      return <Thread key={route.thread} library={route.library} thread={route.thread} tab={route.tab} />
    case 'thread-edit':
      return <ThreadEdit key={route.thread} library={route.library} thread={route.thread} />
    case 'watch':
      return (
        <Watch
          key={`${route.library}/${route.item}`}
          library={route.library}
          item={route.item}
          atMs={route.atMs}
          ofVersion={route.ofVersion ?? null}
          isReading={route.isReading}
          isQueue={route.isQueue}
        />
      )
    case 'onboarding':
      return <Onboarding />
    case 'path':
      return <Path key={route.path} library={route.library} path={route.path} />
    case 'path-edit':
      return <PathEdit key={route.path} library={route.library} path={route.path} />
    case 'step':
      return <Step key={route.step} library={route.library} path={route.path} step={route.step} />
    case 'document':
      return <Document key={route.document} library={route.library} document={route.document} />
    case 'document-edit':
      return <DocumentEdit key={route.document} library={route.library} document={route.document} path={route.path} />
    case 'decisions':
      return <Decisions />
    case 'decision':
      return <Decision key={route.decision} library={route.library} decision={route.decision} />
    case 'decision-edit':
      return (
        <DecisionEdit
          key={`${route.decision}/${route.onItem}`}
          library={route.library}
          decision={route.decision}
          onItem={route.onItem}
          atMs={route.atMs}
        />
      )
    case 'search':
      return <Search query={route.query} />
    case 'people':
      return <People />
    case 'invite':
      return <Invite library={route.library} />
    case 'settings':
      return <Settings />
    case 'health':
      return <Health />
    case 'self-test':
      return <SelfTest />
    case 'recordings':
      return <Recordings />
    case 'record':
      return (
        <Record
          library={route.library}
          thread={route.thread}
          replaces={route.replaces}
          continues={route.continues ?? null}
        />
      )
    case 'review':
      return <Review key={route.take} take={route.take} replaces={route.replaces} />
    case 'review-file':
      return (
        <ReviewFile
          key={route.prepared}
          prepared={route.prepared}
          library={route.library}
          thread={route.thread}
          replaces={route.replaces}
        />
      )
    case 'write':
      return (
        <Write key={`${route.thread}/${route.item}`} library={route.library} thread={route.thread} item={route.item} />
      )
    default:
      return route satisfies never
  }
}
