import { valueIdOf } from '../../../domain/projection/disputes.ts'
import { historyOf, operationOf, versionTextOf } from '../../../domain/projection/history.ts'
import type { LibraryIndex } from '../library/index-port.ts'
import type { Entries } from './entries.ts'
import type { Refold } from './refold.ts'

/** The past and concurrent versions of what is shown: nothing of a record that this reader is not shown. */
export function createVersionQueries({
  refold,
  entries,
}: {
  refold: Refold
  entries: Pick<Entries, 'view'>
}): Pick<LibraryIndex, 'history' | 'standing' | 'versionText' | 'versionBody'> {
  const shownState = (subject: string) => (entries.view(subject) === null ? null : refold.state(subject))
  return {
    async history({ subject, field }) {
      const state = shownState(subject)
      return state ? historyOf(state, field, refold.context(subject)) : []
    },
    async standing({ subject, field }) {
      const values = refold.state(subject)?.fields.get(field)
      const { sha256 } = refold.context(subject)
      return (values ? [values.current, ...values.others] : []).map((operation) => ({
        operation: operation.id,
        version: valueIdOf(operation, sha256),
      }))
    },
    async versionText({ subject, version }) {
      const state = shownState(subject)
      return state && versionTextOf(state, version, refold.context(subject))
    },
    async versionBody({ subject, version }) {
      const state = shownState(subject)
      const found = state && operationOf(state, version, refold.context(subject).sha256)
      return found ? { field: found.field, body: found.operation.body } : null
    },
  }
}
