export const searchMessages = {
  'search.everything': 'Everything',
  'search.said': 'Said',
  'search.decided': 'Decided',
  'search.documents': 'Documents',
  'search.comments': 'Comments',
  'search.found': '{count, number} found',
} as const
