export const decisionsMessages = {
  'decisions.title': 'Decisions',
  'decisions.open': 'Open',
  'decisions.decided': 'Decided',
  'decisions.decision': 'Decision',
} as const
