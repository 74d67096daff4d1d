export const peopleMessages = {
  'people.title': 'People',
} as const
