import { glossaryWord } from '../../../../domain/captions/glossary.ts'
import { Failure } from '../../../../domain/failure.ts'
import { base32 } from '../../../../domain/library/base32.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import type { Plan } from '../plan.ts'
import { sha256OfText } from '../sha256.ts'
import { type PlanContext, sayingPlan } from './context.ts'

type Set = Extract<LibraryRequest, { request: 'term.set' }>

/** A word as the team writes it, or one that it does not want listed any more; the same word is one element for everyone. */
export function planTermSet({ text, isPresent }: Set, context: PlanContext): Plan {
  const word = glossaryWord(text)
  if (word === '') throw new Failure({ code: 'bad-request', message: 'There is no word in this.' })
  const element = base32(sha256OfText(word.normalize('NFC').toLowerCase())).slice(0, 16)
  const body = { text: context.words.put(word), present: isPresent }
  return sayingPlan(context, [{ kind: `library.term:${element}`, subject: context.subject, body }])
}
