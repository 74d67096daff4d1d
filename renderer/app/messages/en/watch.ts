export const watchMessages = {
  'watch.words': 'Words',
  'watch.comments': 'Comments',
  'watch.about': 'About',
  'watch.read': 'Read',
  'watch.mark-seen': 'Mark seen',
  'watch.skip-silence': 'Skip silence',
  'watch.captions': 'CC',
  'watch.picture-in-picture': 'Picture in picture',
  'watch.full-screen': 'Full screen',
  'watch.comment-at': 'Comment at {time}, in words, voice or camera',
  'watch.at': 'at {time}',
  'watch.queue': '{place, number} of {count, number}, next {next}',
} as const
