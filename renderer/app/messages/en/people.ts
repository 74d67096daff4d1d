export const peopleMessages = {
  'people.title': 'People',
  'people.someone': 'Someone',
  'people.time-zone': 'Time zone',
  'people.time-zone-hint': 'Times are told where each person is.',
  'people.time-zone-unknown': 'Choose a time zone from the list, such as Europe/Lisbon.',
} as const
