export const reviewMessages = {
  'review.title': 'Look it over, and put it into words',
  'review.publish': 'Publish',
  'review.publishing': 'Publishing',
  'review.keep-as-draft': 'Keep as draft',
  'review.undo-note': 'You have a minute to undo; later you can correct or withdraw it.',
  'review.one-line': 'one line, so that it can be read',
} as const
