import { useState } from 'react'
import type { RecordView } from '../../../domain/views/records.ts'
import type { VersionView } from '../../../domain/views/versions.ts'
import { text } from '../../app/messages/text.ts'
import { writtenMoment } from '../../app/messages/when.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePeople } from '../../cache/queries.ts'
import { Button, TextAction } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, LinedList, Row } from '../../ui/row.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { nameOf, PersonMark } from '../people/person-mark.tsx'
import { shownVersionOf } from './shown-version.ts'
import { useAsked } from './use-version.ts'
import { VersionDialog } from './version-dialog.tsx'
import { fetchHistory } from './versions-api.ts'

interface HistoryDialogProps {
  library: string
  view: Extract<RecordView, { version: string }>
  canKeep: boolean
  onClose: () => void
}

/** Every version of an item, who wrote it and when; each can be opened, and published again. */
export function HistoryDialog({ library, view, canKeep, onClose }: HistoryDialogProps) {
  const [opened, setOpened] = useState<VersionView | null>(null)
  const asked = useAsked(`${library}/${view.id}/${view.version}`, () =>
    fetchHistory({ library, id: view.id, field: 'version' }),
  )
  const history = asked.state === 'answered' ? asked.value : []
  const shown = shownVersionOf(history)
  if (opened !== null && shown !== null) {
    return (
      <VersionDialog
        {...{ library, id: view.id, shown, canKeep }}
        isMarkdown={view.kind === 'document'}
        version={opened.version}
        standing={opened.state === 'beside' ? 'beside' : 'past'}
        onClose={() => setOpened(null)}
      />
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={text('versions.history')}
      description={text('versions.history-lead')}
      actions={<Button onClick={onClose}>{text('common.close')}</Button>}
    >
      {asked.state === 'asking' && <Loading>{text('common.loading')}</Loading>}
      {asked.state === 'failed' && <ErrorNotice failure={asked.failure} />}
      {history.length === 1 && <Note>{text('versions.only-one')}</Note>}
      <LinedList label={text('versions.history')}>
        {history.map((version) => (
          <HistoryRow key={version.version} library={library} version={version} onOpen={() => setOpened(version)} />
        ))}
      </LinedList>
    </Dialog>
  )
}

function HistoryRow({ library, version, onOpen }: { library: string; version: VersionView; onOpen: () => void }) {
  const people = usePeople(library) ?? new Map()
  const reader = useReader()
  const { by, atMs, state } = version
  const name = nameOf(by, people)
  const when = writtenMoment(atMs, reader)
  return (
    <LinedItem
      align="center"
      mark={<PersonMark id={by} people={people} />}
      aside={
        state === 'shown' ? undefined : (
          <TextAction onClick={onOpen} aria-label={`${text('versions.read')}, ${name}, ${when}`}>
            {text('versions.read')}
          </TextAction>
        )
      }
    >
      <Row gap={2} align="baseline" wrap>
        {name}
        <Note inline>{when}</Note>
        {state === 'shown' && <Pill>{text('versions.shown')}</Pill>}
        {state === 'beside' && <Pill>{text('versions.at-once')}</Pill>}
      </Row>
    </LinedItem>
  )
}
