export const errorsMessages = {
  'errors.what-was-kept': 'Kept: {kept}',
  'errors.code': 'Code: {code}',
  'errors.unreachable': 'Ownpace does not answer.',
  'errors.unreachable-kept': 'What you published and what waits to be published is on this device.',
  'errors.unreachable-remedy': 'Start Ownpace again, then reload this page.',
  'errors.internal': 'Something went wrong inside Ownpace.',
  'errors.internal-remedy': 'Try again; if it happens again, the log says more.',
  'errors.page-not-found': 'There is nothing at this address.',
  'errors.page-not-found-remedy': 'It may have been withdrawn by its author.',
} as const
