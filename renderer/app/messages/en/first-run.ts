export const firstRunMessages = {
  'first-run.title': 'Good morning, {name}. Nothing here yet.',
  'first-run.lead':
    'A library is an ordinary folder that your team shares: in Dropbox, on a network drive, through Syncthing. What you publish goes there and nowhere else.',
  'first-run.open': 'Open a folder someone shared',
  'first-run.start': 'Start a library',
  'first-run.sample': 'Look around in a sample',
} as const
