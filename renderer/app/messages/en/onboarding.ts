export const onboardingMessages = {
  'onboarding.title': 'Onboarding',
  'onboarding.your-progress': 'Your progress',
  'onboarding.yours-alone': '{done} of {all}. Yours alone to see.',
  'onboarding.understood': 'Understood',
  'onboarding.done': 'done',
  'onboarding.step-todo': 'not begun',
  'onboarding.step-begun': 'begun',
  'onboarding.step-done': 'done',
} as const
