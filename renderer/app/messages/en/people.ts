export const peopleMessages = {
  'people.title': 'People',
  'people.someone': 'Someone',
} as const
