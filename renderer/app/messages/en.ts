import { captionsMessages } from './en/captions.ts'
import { catchUpMessages } from './en/catch-up.ts'
import { commonMessages } from './en/common.ts'
import { controlMessages } from './en/control.ts'
import { decisionsMessages } from './en/decisions.ts'
import { documentsMessages } from './en/documents.ts'
import { errorsMessages } from './en/errors.ts'
import { firstRunMessages } from './en/first-run.ts'
import { healthMessages } from './en/health.ts'
import { onboardingMessages } from './en/onboarding.ts'
import { peopleMessages } from './en/people.ts'
import { playbackMessages } from './en/playback.ts'
import { recordMessages } from './en/record.ts'
import { recordingsMessages } from './en/recordings.ts'
import { reviewMessages } from './en/review.ts'
import { reviewEditMessages } from './en/review-edit.ts'
import { searchMessages } from './en/search.ts'
import { selfTestMessages } from './en/self-test.ts'
import { settingsMessages } from './en/settings.ts'
import { shareMessages } from './en/share.ts'
import { shellMessages } from './en/shell.ts'
import { threadsMessages } from './en/threads.ts'
import { versionsMessages } from './en/versions.ts'
import { watchMessages } from './en/watch.ts'
import { whenMessages } from './en/when.ts'

/** Every sentence of the app, by a dotted id that begins with its feature; ICU messages, one whole sentence each. */
export const en = {
  ...commonMessages,
  ...shellMessages,
  ...whenMessages,
  ...catchUpMessages,
  ...threadsMessages,
  ...watchMessages,
  ...recordMessages,
  ...recordingsMessages,
  ...playbackMessages,
  ...controlMessages,
  ...reviewMessages,
  ...reviewEditMessages,
  ...onboardingMessages,
  ...decisionsMessages,
  ...documentsMessages,
  ...searchMessages,
  ...peopleMessages,
  ...selfTestMessages,
  ...settingsMessages,
  ...captionsMessages,
  ...firstRunMessages,
  ...healthMessages,
  ...shareMessages,
  ...versionsMessages,
  ...errorsMessages,
} as const
