import type { JsonValue } from '../../../domain/json.ts'
import type { LeftItemView } from '../../../domain/views/health.ts'
import { type Command, libraryOption } from '../command.ts'
import { libraryToRead } from '../libraries.ts'
import { amount } from '../words.ts'

export const collect: Command = {
  words: 'collect',
  aliases: ['library collect'],
  operands: [],
  summary: 'List files of deleted items whose device was closed; with --remove take them away.',
  options: { library: libraryOption, remove: { type: 'boolean', help: 'Remove what is listed.' } },
  async run(context) {
    const { client, library } = await libraryToRead(context)
    const place = `/api/libraries/${library.id}/left`
    const items = await client.get<LeftItemView[]>(place)
    const isRemoving = context.options.remove === true && items.length > 0
    for (const { name } of isRemoving ? items : []) context.progress(`Removes ${name}`)
    const body = { items: items.map(({ id }) => id) }
    const { removedCount } = isRemoving
      ? await client.send<{ removedCount: number }>('POST', `${place}/remove`, body)
      : { removedCount: 0 }
    const listed = items.map(({ name, personName, sizeBytes }) => `${name}, ${personName}, ${amount(sizeBytes)}`)
    const none = 'Nothing of deleted items is left by closed devices.'
    return {
      value: { items, removedCount } as unknown as JsonValue,
      text: items.length === 0 ? none : [...listed, `${removedCount} of ${items.length} removed.`].join('\n'),
    }
  },
}
