import { database } from '../../cache/database.ts'
import { setPrivate } from '../../cache/private.ts'

/** What the catch-up took as answered by an outbox entry is owed again once that entry was taken back. */
export async function forgetAnswerOf(outboxId: string): Promise<void> {
  const answered = await database.private
    .where('key')
    .startsWith('nothing:')
    .or('key')
    .startsWith('answered:')
    .filter(({ value }) => value === outboxId)
    .toArray()
  if (answered.length === 0) return
  await setPrivate(Object.fromEntries(answered.map(({ key }) => [key, null])))
}
