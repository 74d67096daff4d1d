export const playbackMessages = {
  'playback.being-made': 'This part is being made; it goes on by itself.',
  'playback.not-playable':
    'This recording does not play here. Nothing of it is lost: it can still be made and published.',
} as const
