import { createLucideIcon } from 'lucide-react'

/** The sun over the horizon: the catch-up. Lucide's own carries an arrow, which would mean sending. */
export const CatchUpIcon = createLucideIcon('catch-up', [
  ['path', { d: 'M4 13a8 8 0 0 1 16 0', key: 'sun' }],
  ['path', { d: 'M2 18h20', key: 'horizon' }],
  ['path', { d: 'M12 2v2', key: 'noon' }],
  ['path', { d: 'M4.6 5.6l1.2 1.2', key: 'before' }],
  ['path', { d: 'M19.4 5.6l-1.2 1.2', key: 'after' }],
])

/** A ring with a filled middle: recording. Lucide's dot is too small to be seen at 17 px. */
export const RecordIcon = createLucideIcon('record', [
  ['circle', { cx: '12', cy: '12', r: '8.5', key: 'ring' }],
  ['circle', { cx: '12', cy: '12', r: '3.6', fill: 'currentColor', stroke: 'none', key: 'middle' }],
])

/** A winding way between two places: onboarding. */
export const PathIcon = createLucideIcon('path', [
  ['circle', { cx: '6', cy: '19', r: '2', key: 'from' }],
  ['circle', { cx: '18', cy: '5', r: '2', key: 'to' }],
  ['path', { d: 'M8 19h7a4 4 0 0 0 0-8H9a4 4 0 0 1 0-8h7', key: 'way' }],
])
