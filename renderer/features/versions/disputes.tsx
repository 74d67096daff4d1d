import { useState } from 'react'
import type { QuestionView, RecordView } from '../../../domain/views/records.ts'
import type { VersionText } from '../../../domain/views/versions.ts'
import { text } from '../../app/messages/text.ts'
import { writtenMoment } from '../../app/messages/when.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePeople } from '../../cache/queries.ts'
import { Band } from '../../ui/band.tsx'
import { TextAction, TextActions } from '../../ui/button.tsx'
import { Stack } from '../../ui/row.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { shownVersionOf } from './shown-version.ts'
import { VersionDialog } from './version-dialog.tsx'
import css from './versions.module.css'
import { fetchHistory } from './versions-api.ts'

interface DisputesProps {
  library: string
  view: RecordView
  canKeep: boolean
  isMarkdown?: boolean | undefined
  questions?: readonly QuestionView[] | undefined
  /** Brings another version together with the one shown; left out where that is not offered. */
  onMerge?: ((other: VersionText, shown: VersionText) => void) | undefined
}

interface Opened {
  field: string
  version: string
  shown: string
}

/** Says what else was written at the same time, by whom, and leads to its words; nothing where nothing was. */
export function Disputes({ library, view, canKeep, isMarkdown = false, questions, onMerge }: DisputesProps) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const people = usePeople(library)
  const reader = useReader()
  const disputes = view.disputes ?? []
  if (disputes.length === 0) return null
  const open = async (field: string, version: string): Promise<void> => {
    const shown = shownVersionOf(await fetchHistory({ library, id: view.id, field }))
    if (shown !== null) setOpened({ field, version, shown })
  }
  return (
    <Stack gap={2} className={css.bands}>
      {disputes.flatMap(({ field, others }) =>
        others.map(({ version, by, atMs }) => {
          const name = shortNameOf(by, people)
          const [plain = field] = field.split(':')
          return (
            <Band
              key={`${field}/${version}`}
              actions={
                <TextActions>
                  <TextAction
                    leading
                    aria-label={text('versions.read-label', { name })}
                    onClick={() => void open(field, version)}
                  >
                    {text('versions.read')}
                  </TextAction>
                </TextActions>
              }
            >
              {text('versions.beside', { field: plain, name, when: writtenMoment(atMs, reader) })}
            </Band>
          )
        }),
      )}
      {opened !== null && (
        <VersionDialog
          {...{ library, id: view.id, canKeep, isMarkdown, questions }}
          version={opened.version}
          shown={opened.shown}
          standing="beside"
          onMerge={opened.field === 'version' ? onMerge : undefined}
          onClose={() => setOpened(null)}
        />
      )}
    </Stack>
  )
}
