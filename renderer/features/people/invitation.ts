import { z } from 'zod'
import type { JsonValue } from '../../../domain/json.ts'
import { text } from '../../app/messages/text.ts'

const fieldsSchema = z.object({
  /** Where the folder is shared, pasted by me. */
  folderLink: z.string(),
  /** Where Ownpace can be had. */
  appLink: z.string(),
  /** The path to begin with; empty for none. */
  path: z.string(),
})
export type InvitationFields = z.infer<typeof fieldsSchema>

/** What was filled in before; empty fields where nothing was kept. */
export function invitationFieldsFrom(kept: JsonValue): InvitationFields {
  return fieldsSchema.safeParse(kept).data ?? { folderLink: '', appLink: '', path: '' }
}

/** The letter to a newcomer: what this is, where the folder and the app are, and what to begin with. */
export function invitationText({
  library,
  fields,
  pathTitle,
  sender,
}: {
  library: string
  fields: InvitationFields
  /** Null where there is no path to begin with. */
  pathTitle: string | null
  sender: string
}): string {
  const folderLink = fields.folderLink.trim()
  const appLink = fields.appLink.trim()
  const steps = [
    folderLink === '' ? text('people.letter-folder') : text('people.letter-folder-at', { link: folderLink }),
    appLink === '' ? text('people.letter-app') : text('people.letter-app-at', { link: appLink }),
    text('people.letter-open'),
    pathTitle === null ? text('people.letter-catch-up') : text('people.letter-path', { path: pathTitle }),
  ]
  return [
    text('people.letter-hello'),
    text('people.letter-what', { library }),
    steps.map((step, place) => `${place + 1}. ${step}`).join('\n'),
    text('people.letter-private'),
    sender,
  ].join('\n\n')
}
