import type { AcknowledgementView, PersonView } from '../../../domain/views/records.ts'
import { messagesLocale, text } from '../../app/messages/text.ts'
import { type Reader, roughLength, writtenDay, writtenLength } from '../../app/messages/when.ts'
import { shortNameOf } from '../people/person-mark.tsx'
import type { PathStep, StepItem } from './progress.ts'

/** What a step is called: as the path names it, else as the item names itself. */
export function titleOfStep({ step, item, awaitedTitle }: Pick<PathStep, 'step' | 'item' | 'awaitedTitle'>): string {
  return step.title ?? item?.title ?? awaitedTitle ?? text('onboarding.step-away')
}

/** "video, 9 min", "document, 6 min, understood on Monday". */
export function aboutStep(pathStep: PathStep, { me, reader }: { me: string; reader: Reader }): string {
  const { item, awaitedTitle, lengthMs, confirmations } = pathStep
  if (item === null) return text(awaitedTitle === null ? 'onboarding.step-away-lead' : 'onboarding.step-awaited')
  const length = roughLength(lengthMs)
  const own = confirmations.find(({ person }) => person === me)
  const what = kindAndLength(item, length)
  if (own === undefined) return what
  return text('onboarding.what-understood', { what, when: writtenOn(own.atMs, reader) })
}

/** "video, 9 min", "document, 6 min", "update, 1 min". */
export function kindAndLength(item: StepItem, length: string): string {
  if (item.kind === 'document') return text('onboarding.a-document', { length })
  return text(item.video === null ? 'onboarding.an-update' : 'onboarding.a-video', { length })
}

/** At the right of a step; null where there is nothing to say. */
export function asideOfStep({ state, step, lengthMs, positionMs }: PathStep): string | null {
  switch (state) {
    case 'done':
      return text('onboarding.done')
    case 'changed':
      return text('onboarding.changed-since')
    case 'to-confirm':
      return text('onboarding.asks-to-confirm')
    case 'begun':
      return text('onboarding.left', { length: roughLength(Math.max(0, lengthMs - (positionMs ?? 0))) })
    case 'todo':
      return step.asksToConfirm ? text('onboarding.asks-to-confirm') : null
    case 'away':
      return null
  }
}

/** How many names a row has room for. */
const mostNames = 3

/** "Understood by Aya on Monday and Tomas on Tuesday"; null where nobody else confirmed it. Me is left out. */
export function confirmedWords(
  confirmations: readonly AcknowledgementView[],
  {
    me,
    version,
    people,
    reader,
    most = mostNames,
  }: {
    me: string
    /** The present version of what is confirmed. */
    version: string | null
    people: ReadonlyMap<string, PersonView>
    reader: Reader
    /** How many are named; the rest are counted. */
    most?: number
  },
): string | null {
  const others = confirmations.filter(({ person }) => person !== me)
  if (others.length === 0) return null
  const named = others.slice(0, most).map((each) => {
    const values = { name: shortNameOf(each.person, people), when: writtenOn(each.atMs, reader) }
    const isPresent = version === null || each.version === version
    return isPresent ? text('onboarding.by-on', values) : text('onboarding.by-on-earlier', values)
  })
  const rest = others.length - named.length
  const all = rest === 0 ? named : [...named, text('onboarding.others', { count: rest })]
  return text('onboarding.understood-by', { names: new Intl.ListFormat(messagesLocale).format(all) })
}

/** "today", "yesterday", "on Monday", "on 13 November". */
function writtenOn(atMs: number, reader: Reader): string {
  const day = writtenDay(atMs, reader)
  const isNear = [text('when.today'), text('when.yesterday'), text('when.tomorrow')].includes(day)
  return isNear ? day : text('onboarding.on-day', { day })
}

/** Whose the path is, how long it takes, and who sees how far I am. */
export function leadOfPath({ name, isMine, allMs }: { name: string; isMine: boolean; allMs: number }): string {
  const minutes = Math.max(1, Math.round(allMs / 60_000))
  const hours = minutes / 60
  const values = { name, isMine: isMine ? 'yes' : 'no' }
  if (Number.isInteger(hours)) return text('onboarding.kept-hours', { ...values, hours })
  if (minutes < 60) return text('onboarding.kept-minutes', { ...values, minutes })
  return text('onboarding.kept-length', { ...values, length: roughLength(allMs) })
}

/** "at 4:20 of 9:05"; null where one begins at the start. */
export function placeInStep({ positionMs, lengthMs, item }: PathStep): string | null {
  if (positionMs === null || item?.kind === 'document') return null
  return text('onboarding.at-of', { time: writtenLength(positionMs), all: writtenLength(lengthMs) })
}
