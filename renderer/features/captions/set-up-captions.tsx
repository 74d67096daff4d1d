import { Captions } from 'lucide-react'
import { useState } from 'react'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { fetchModel } from '../../api/captions-api.ts'
import { cancelJob } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { JobRow } from '../../ui/job-row.tsx'
import { useChange } from '../settings/use-change.ts'
import { FetchDialog } from './fetch-dialog.tsx'
import { useCaptionsSetup } from './use-setup.ts'

/** Captions on this device with one button: what is fetched for them is shown, and fetched once it is agreed to. */
export function SetUpCaptions({ settings, size }: { settings: Settings; size?: 's' | 'm' | undefined }) {
  const change = useChange()
  const sayFailure = useSayFailure()
  const [isAsking, setAsking] = useState(false)
  const { setup } = useCaptionsSetup(settings)
  const model = setup?.models.find(({ id }) => id === settings.captionsModel) ?? setup?.models[0]
  if (model === undefined) return null
  const switchOn = (): Promise<void> => change({ captionsBy: 'model', captionsModel: model.id })
  return (
    <>
      <Button size={size} icon={Captions} onClick={() => (model.isHere ? void switchOn() : setAsking(true))}>
        {model.isHere
          ? text('captions.set-up')
          : text('captions.set-up-size', { size: writtenSize(model.sizeBytes - model.fetchedBytes) })}
      </Button>
      {isAsking && (
        <FetchDialog
          model={model}
          onAgreed={() => void switchOn().then(() => fetchModel(model.id).catch(sayFailure))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

/** A model that is being fetched; nothing while none is. */
export function ModelOnItsWay() {
  const sayFailure = useSayFailure()
  const job = useLive((live) =>
    live.jobs.findLast(({ kind, state }) => kind === 'model' && (state === 'queued' || state === 'running')),
  )
  return job === undefined ? null : <JobRow job={job} onCancel={() => void cancelJob(job.id).catch(sayFailure)} />
}
