import { Download } from 'lucide-react'
import { useState } from 'react'
import type { CaptionsSetup } from '../../../domain/captions/engine.ts'
import { fetchModel, removeModel } from '../../api/captions-api.ts'
import { cancelJob } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { Button, TextAction } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './captions.module.css'
import { FetchDialog } from './fetch-dialog.tsx'

interface ModelRowProps {
  model: CaptionsSetup['models'][number]
  onChanged: () => void
}

/** One model that can be fetched: what it is, whether it is here, and the way to get it or let it go. */
export function ModelRow({ model, onChanged }: ModelRowProps) {
  const sayFailure = useSayFailure()
  const [asking, setAsking] = useState<'fetch' | 'remove' | null>(null)
  const job = useLive((live) => live.jobs.findLast(({ kind, subject }) => kind === 'model' && subject === model.id))
  const isFetching = job?.state === 'queued' || job?.state === 'running'
  const { host } = new URL(model.url)
  const size = writtenSize(model.sizeBytes)
  const close = (): void => setAsking(null)
  return (
    <div className={css.model}>
      <Note>{text('captions.model-facts', { size, licence: model.licence, host })}</Note>
      <p className={css.sum}>{text('captions.sha', { sha256: model.sha256 })}</p>
      {isFetching && job ? (
        <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />
      ) : (
        <Row gap={3} className={css.actions} wrap>
          {model.isHere ? (
            <>
              <Note tone={3}>{text('captions.model-here')}</Note>
              <TextAction onClick={() => setAsking('remove')}>{text('captions.remove-model')}</TextAction>
            </>
          ) : (
            <>
              <Button icon={Download} onClick={() => setAsking('fetch')}>
                {model.fetchedBytes > 0 ? text('captions.fetch-on') : text('captions.fetch', { size })}
              </Button>
              {model.fetchedBytes > 0 && (
                <Note tone={3}>{text('captions.model-begun', { size: writtenSize(model.fetchedBytes) })}</Note>
              )}
            </>
          )}
        </Row>
      )}
      {job?.state === 'failed' && job.error !== undefined && !model.isHere && <ErrorNotice failure={job.error} />}
      {asking === 'fetch' && (
        <FetchDialog
          model={model}
          onAgreed={() => void fetchModel(model.id).then(onChanged, sayFailure)}
          onClose={close}
        />
      )}
      {asking === 'remove' && (
        <AskDialog
          title={text('captions.remove-title')}
          description={text('captions.remove-lead')}
          verb={text('captions.remove-model')}
          isDanger
          onDo={() => {
            close()
            void removeModel(model.id).then(onChanged, sayFailure)
          }}
          onClose={close}
        />
      )}
    </div>
  )
}
