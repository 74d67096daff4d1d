import { useState } from 'react'
import { cycleAt, cycleOfId, previousCycle } from '../../../domain/time/cadence.ts'
import type { ThreadView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useThreads } from '../../cache/queries.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { cycleName } from '../threads/thread-words.ts'
import type { WatchPlace } from './watch-place.ts'

/** Puts an update into another thread, or into another of its rounds. */
export function MoveDialog({ place, onClose }: { place: WatchPlace; onClose: () => void }) {
  const { library, view } = place
  const perform = usePerform()
  const threads = (useThreads(library.id) ?? []).map(({ view: thread }) => thread)
  const [threadId, setThreadId] = useState(view.kind === 'update' ? view.thread : '')
  const [cycleId, setCycleId] = useState<string | null>(view.kind === 'update' ? view.cycle : null)
  const thread = threads.find(({ id }) => id === threadId)
  const cycles = thread === undefined ? [] : cyclesOf({ thread, place })
  const chosen = cycles.find(({ value }) => value === cycleId) ?? cycles[0]
  const move = async (): Promise<void> => {
    if (thread === undefined || chosen === undefined) return
    onClose()
    const request = { request: 'update.move', id: view.id, thread: thread.id, cycle: chosen.value } as const
    await perform({ library: library.id, request, done: text('watch.moved', { thread: thread.name }) })
  }
  return (
    <AskDialog
      title={text('watch.move-title')}
      description={text('watch.move-lead')}
      verb={text('watch.move-do')}
      onDo={() => void move()}
      onClose={onClose}
      isDisabled={chosen === undefined}
    >
      <Field label={text('watch.move-thread')}>
        <Select
          options={threads.map(({ id, name }) => ({ value: id, label: name }))}
          value={threadId}
          onValueChange={setThreadId}
        />
      </Field>
      {cycles.length > 1 && (
        <Field label={text('watch.move-cycle')}>
          <Select options={cycles} value={chosen?.value} onValueChange={setCycleId} />
        </Field>
      )}
    </AskDialog>
  )
}

/** The rounds that an update can be moved to: the one it has, where the thread knows it, the present one and the one before. */
function cyclesOf({ thread, place }: { thread: ThreadView; place: WatchPlace }): { value: string; label: string }[] {
  const { cadence } = thread
  const { view, reader } = place
  const present = cycleAt({ cadence, nowMs: reader.nowMs, timeZone: reader.timeZone })
  const own = view.kind === 'update' ? cycleOfId({ id: view.cycle, cadence }) : null
  const isKnown = own !== null && own.unit === present.unit
  const all = [present, previousCycle({ cadence, cycle: present }), isKnown ? own : null]
  const unique = new Map(all.filter((cycle) => cycle !== null).map((cycle) => [cycle.id, cycle]))
  return [...unique.values()].map((cycle) => ({ value: cycle.id, label: cycleName(cycle) }))
}
