export const recordMessages = {
  'record.title': 'What do you want to show?',
  'record.write-instead': 'Write instead',
  'record.voice-only': 'Voice only',
  'record.pause': 'Pause',
  'record.finish': 'Finish',
  'record.next-question': 'Next question',
  'record.start-over': 'Start over',
  'record.discard': 'Discard',
} as const
