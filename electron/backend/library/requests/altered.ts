import { Failure } from '../../../../domain/failure.ts'
import { base32 } from '../../../../domain/library/base32.ts'
import { documentFields } from '../../../../domain/records/document.ts'
import type { LibraryRequest } from '../../../../domain/requests/requests.ts'
import { documentInItem } from '../item-document.ts'
import type { Plan } from '../plan.ts'
import { sha256OfText } from '../sha256.ts'
import { type PlanContext, recordOf, textFile } from './context.ts'
import { standingOf } from './documents.ts'
import { publishingPlan, versionOperation } from './publication.ts'

type Take = Extract<LibraryRequest, { request: 'document.take-altered' }>

/**
 * What another program wrote into an `item.md`, as a new version. All of it follows from those bytes: whoever takes them,
 * and on however many devices, says one and the same version.
 */
export async function planTakeAltered({ id, version, markdown }: Take, context: PlanContext): Promise<Plan> {
  const { title: standingTitle } = await recordOf(context, { id, kind: 'document' })
  const altered = (await context.index.versionBody({ subject: id, version }))?.body
  const place = documentFields.version.safeParse(altered).data
  const replaces = await standingOf(context, [version])
  if (!place || replaces.length === 0) {
    throw new Failure({
      code: 'conflict',
      message: 'The document has been changed meanwhile.',
      kept: 'What the other program wrote is still in the folder.',
      remedy: 'Look at the newest version first.',
    })
  }
  const { size, sha256 } = textFile('item.md', markdown)
  const { title, text } = documentInItem(markdown)
  const saltOf = (part: string): string => base32(sha256OfText(`ownpace altered\n${sha256}\n${part}`)).slice(0, 26)
  const body = documentFields.version.parse({
    slug: place.slug,
    month: place.month,
    title: context.words.put((title ?? standingTitle).slice(0, 200), saltOf('title')),
    text: context.words.put(text, saltOf('text')),
    textFile: { size, sha256 },
  })
  const operation = { ...versionOperation(context, 'document', body), replaces }
  return publishingPlan(context, { body, operations: [operation], itemMd: markdown })
}
