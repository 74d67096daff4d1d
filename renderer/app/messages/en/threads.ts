export const threadsMessages = {
  'threads.this-week': 'This week',
  'threads.by-question': 'By question',
  'threads.decisions': 'Decisions',
  'threads.documents': 'Documents',
  'threads.who': 'Who',
  'threads.length': 'Length',
  'threads.asked': 'Asked',
  'threads.in-the-way': 'In the way',
  'threads.has-until': 'has until {when}',
  'threads.away-until': 'away until {when}',
} as const
