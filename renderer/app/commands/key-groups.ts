import { text } from '../messages/text.ts'

interface KeyHelp {
  /** Each a chord as `Shortcut` takes it. */
  chords: (readonly string[])[]
  /** What stands between several chords: "or", "then", nothing. */
  joined: string
  does: string
}

/** The keys that hold in one place. */
export interface KeyGroup {
  title: string
  keys: KeyHelp[]
}

/** All keys of the app, in the order in which they are shown. */
export function keyGroups(): KeyGroup[] {
  const one = (key: string, does: string): KeyHelp => ({ chords: [[key]], joined: '', does })
  const pair = (back: string, on: string, does: string): KeyHelp => ({ chords: [[back], [on]], joined: '', does })
  const go = (key: string, does: string): KeyHelp => ({ chords: [['G'], [key]], joined: text('keys.then'), does })
  return [
    {
      title: text('keys.everywhere'),
      keys: [
        { chords: [['mod', 'K']], joined: '', does: text('keys.palette') },
        one('?', text('keys.help')),
        one('F8', text('keys.messages')),
        go('C', text('keys.go-catch-up')),
        go('O', text('keys.go-onboarding')),
        go('D', text('keys.go-decisions')),
        go('S', text('keys.go-search')),
        go('P', text('keys.go-people')),
        go('H', text('keys.go-health')),
        { chords: [['mod', 'enter']], joined: '', does: text('keys.send') },
      ],
    },
    {
      title: text('catch-up.keys'),
      keys: [
        pair('J', 'K', text('catch-up.keys-move')),
        one('enter', text('catch-up.keys-open')),
        one('P', text('catch-up.keys-play')),
        one('R', text('catch-up.keys-reply')),
        one('E', text('catch-up.keys-seen')),
        one('L', text('catch-up.keys-later')),
        one('U', text('catch-up.keys-back')),
      ],
    },
    {
      title: text('keys.searching'),
      keys: [pair('up', 'down', text('keys.choose')), one('enter', text('keys.open'))],
    },
    {
      title: text('keys.reviewing'),
      keys: [
        { chords: [['Space'], ['K']], joined: text('keys.or'), does: text('keys.play') },
        pair('←', '→', text('keys.review-step')),
        pair('J', 'L', text('keys.skip-ten')),
        pair(',', '.', text('keys.review-frame')),
        pair('I', 'O', text('keys.review-in-out')),
        one('P', text('keys.review-part')),
        one('X', text('keys.review-cut')),
        one('S', text('keys.review-split')),
        one('B', text('keys.review-blur')),
        { chords: [['mod', 'Z']], joined: '', does: text('keys.review-undo') },
        { chords: [['mod', 'shift', 'Z']], joined: '', does: text('keys.review-redo') },
        pair('+', '-', text('keys.review-zoom')),
      ],
    },
    {
      title: text('keys.watching'),
      keys: [
        { chords: [['Space'], ['K']], joined: text('keys.or'), does: text('keys.play') },
        pair('J', 'L', text('keys.skip-ten')),
        pair('←', '→', text('keys.skip-five')),
        pair(',', '.', text('keys.frame')),
        pair('<', '>', text('keys.speed')),
        pair('[', ']', text('keys.chapter')),
        pair('0', '9', text('keys.tenth')),
        one('S', text('keys.silence')),
        one('V', text('keys.captions')),
        one('F', text('keys.full-screen')),
        one('P', text('keys.picture-in-picture')),
        one('R', text('keys.read')),
        one('C', text('keys.comment')),
        one('E', text('keys.seen')),
        one('N', text('keys.next')),
      ],
    },
  ]
}
