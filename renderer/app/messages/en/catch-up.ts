/** Counts up to twelve are written as words; `start` is how the first one begins: "One" or "one". */
const counted = <Name extends string>({
  name,
  one,
  many,
  isFirst,
}: {
  name: Name
  one: string
  many: string
  isFirst: boolean
}): `{${Name}, plural, ${string}}` => {
  const written = isFirst ? words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)) : words
  const cases = written.map((word, place) => `=${place + 1} {${word} ${place === 0 ? one : many}}`)
  return `{${name}, plural, ${cases.join(' ')} other {# ${many}}}`
}

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

const updates = counted({ name: 'updates', one: 'update', many: 'updates', isFirst: true })
const decisions = counted({ name: 'decisions', one: 'decision', many: 'decisions', isFirst: true })
const comments = counted({ name: 'comments', one: 'comment', many: 'comments', isFirst: true })
const moreDecisions = counted({ name: 'decisions', one: 'decision', many: 'decisions', isFirst: false }).replace(
  '{one decision}',
  '{a decision}',
)
const moreComments = counted({ name: 'comments', one: 'comment', many: 'comments', isFirst: false }).replace(
  '{one comment}',
  '{a comment}',
)
const things = counted({ name: 'things', one: 'thing', many: 'things', isFirst: false })
const answers = counted({ name: 'answers', one: 'answer', many: 'answers', isFirst: false }).replace(
  '=1 {one answer}',
  '=0 {update} =1 {answer}',
)

export const catchUpMessages = {
  'catch-up.awaits': `{kinds, select, u {${updates}.} d {${decisions}.} c {${comments}.} ud {${updates} and ${moreDecisions}.} uc {${updates} and ${moreComments}.} dc {${decisions} and ${moreComments}.} other {${updates}, ${moreDecisions} and ${moreComments}.}}`,
  'catch-up.asks': `{askers, plural, =1 {{first} asks you ${things}.} =2 {{first} and {second} ask you ${things}.} other {# people ask you ${things}.}}`,
  'catch-up.done': 'That is all.',
  'catch-up.done-lead': 'You have seen everything that others published here.',
  'catch-up.done-lead-later': 'What you put off waits below until you come back to it.',
  'catch-up.empty': 'Nothing here yet.',
  'catch-up.empty-lead':
    'Updates of others come here, to be read or played in one go. They begin with a thread: the meeting it replaces, and who was in it.',
  'catch-up.make-thread': 'Make a thread',
  'catch-up.invite': 'Invite someone',
  'catch-up.play-all': 'Play all, {length}',
  'catch-up.read-all': 'Read all, {length}',
  'catch-up.speed': 'at {speed, number}×',
  'catch-up.owed': 'What you owe',
  'catch-up.list': 'What awaits you',
  'catch-up.later': 'Later',
  'catch-up.answers-until': `{thread} awaits your ${answers} until {when}.`,
  'catch-up.answers-still': `{thread} still takes your ${answers} for {unit, select, day {today} week {this week} month {this month} other {this time}}.`,
  'catch-up.nothing-this':
    '{unit, select, day {Nothing today} week {Nothing this week} month {Nothing this month} other {Nothing this time}}',
  'catch-up.nothing-said': '{thread} will show that you have nothing to tell.',
  'catch-up.device-mine': 'Is “{device}” yours? It says that it belongs to you.',
  'catch-up.device-mine-yes': 'It is mine',
  'catch-up.device-of': 'Is “{device}” a device of {name}?',
  'catch-up.device-of-yes': 'Yes, it is',
  'catch-up.device-confirmed': '“{device}” is confirmed.',
  'catch-up.unconfirmed':
    'In {library} this device waits to be confirmed. Open Ownpace on your other computer: its catch-up asks whether this one is yours.',
  'catch-up.in-thread': 'in {thread}, {when}',
  'catch-up.no-thread': '{when}',
  'catch-up.decided-in': 'decided in {thread}, {when}',
  'catch-up.decided': 'decided, {when}',
  'catch-up.on-yours': 'on your “{title}”, {when}',
  'catch-up.on-theirs': 'on “{title}”, {when}',
  'catch-up.on-unknown': 'commented, {when}',
  'catch-up.at': 'at {time}',
  'catch-up.edited': 'edited',
  'catch-up.row': '{name} {where}',
  'catch-up.play-length': 'Play {length}',
  'catch-up.play-of': 'Play what {name} recorded',
  'catch-up.asks-you': 'Asks you, by {when}',
  'catch-up.asks-you-since': 'Asks you, since {when}',
  'catch-up.asked-by': '{name}: {ask}',
  'catch-up.not-written-out': 'Not written out: {length} to watch.',
  'catch-up.more-answers': '{count, plural, one {One more answer} other {# more answers}}',
  'catch-up.reasons-at': 'Reasons, at {time}',
  'catch-up.decision': 'Decision',
  'catch-up.take-up': 'Bring it back',
  'catch-up.your-answer': 'Your answer to {name}',
  'catch-up.your-reply': 'Your reply to {name}',
  'catch-up.send': 'Send',
  'catch-up.sending': 'Sending',
  'catch-up.sent': 'Your words go to the folder.',
  'catch-up.and-more': 'and {count, plural, one {one more} other {# more}}, {length}',
  'catch-up.older': 'Older',
  'catch-up.look-older': 'Look for older ones that you have not seen',
  'catch-up.looking-older': 'Looking for older ones …',
  'catch-up.none-older': 'Nothing older awaits you.',
  'catch-up.bring-back': 'Bring back the last one',
  'catch-up.keys': 'In the catch-up',
  'catch-up.keys-move': 'to the next, to the one before',
  'catch-up.keys-open': 'read it',
  'catch-up.keys-play': 'play it',
  'catch-up.keys-reply': 'answer or reply',
  'catch-up.keys-seen': 'seen',
  'catch-up.keys-later': 'later, or bring it back',
  'catch-up.keys-back': 'bring back what was seen last',
  'catch-up.key-next': 'next',
  'catch-up.key-seen': 'seen',
  'catch-up.key-reply': 'reply',
  'catch-up.key-later': 'later',
} as const
