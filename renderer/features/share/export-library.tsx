import { useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import { cancelJob } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { TextAction } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { LinedItem, LinedList, Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { FolderField } from '../first-run/folder-field.tsx'
import { type ExportReportView, exportLibrary } from './share-api.ts'

/** "Export…" among a library's actions. */
export function ExportAction({ library }: { library: LibraryView }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <TextAction onClick={() => setAsking(true)}>{text('share.export')}</TextAction>
      {isAsking && <ExportDialog library={library} onClose={() => setAsking(false)} />}
    </>
  )
}

function ExportDialog({ library, onClose }: { library: LibraryView; onClose: () => void }) {
  const sayFailure = useSayFailure()
  const [dir, setDir] = useState('')
  const [hasMedia, setHasMedia] = useState(true)
  const begin = async (): Promise<void> => {
    try {
      await exportLibrary({ library: library.id, dir: dir.trim(), hasMedia })
      onClose()
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  return (
    <AskDialog
      width="m"
      title={text('share.export-title', { library: library.name })}
      description={text('share.export-lead')}
      verb={text('share.export-begin')}
      onDo={() => void begin()}
      onClose={onClose}
      isDisabled={dir.trim() === ''}
    >
      <Stack gap={4}>
        <FolderField
          label={text('share.export-folder')}
          hint={text('share.export-folder-hint')}
          value={dir}
          onValueChange={setDir}
        />
        <Switch
          label={text('share.export-media')}
          detail={text('share.export-media-detail')}
          checked={hasMedia}
          onCheckedChange={setHasMedia}
        />
      </Stack>
    </AskDialog>
  )
}

/** How far a library's newest export is, and what became of it; nothing where there was none since the start. */
export function ExportProgress({ library }: { library: string }) {
  const sayFailure = useSayFailure()
  const job = useLive((live) => live.jobs.findLast(({ kind, subject }) => kind === 'export' && subject === library))
  if (job === undefined) return null
  if (job.state === 'done') return <Exported report={job.result as unknown as ExportReportView} />
  return <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />
}

function Exported({ report: { dir, pageCount, videoCount, missing } }: { report: ExportReportView }) {
  return (
    <div role="status">
      <Stack gap={2}>
        <Note>{text('share.export-done', { pages: pageCount, videos: videoCount, dir })}</Note>
        {missing.length > 0 && (
          <>
            <Note>{text('share.export-missing', { count: missing.length })}</Note>
            <LinedList label={text('share.export-missing', { count: missing.length })}>
              {missing.map(({ id, title, sizeBytes, reason }) => (
                <LinedItem key={id} aside={text(`share.${reason}`)}>
                  {text('share.missing-video', { title, size: writtenSize(sizeBytes) })}
                </LinedItem>
              ))}
            </LinedList>
          </>
        )}
      </Stack>
    </div>
  )
}
