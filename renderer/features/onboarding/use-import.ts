import { useEffect, useRef, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { Job } from '../../../domain/views/job.ts'
import { cancelJob } from '../../api/host-api.ts'
import { fetchPrepared, importFile, type PreparedVideo } from '../../api/prepared-api.ts'
import { useLive } from '../../app/live.ts'
import { preparedOfJob } from '../record/review/compose-job.ts'

export interface VideoImport {
  /** The file's name; null before one was chosen. */
  name: string | null
  /** How much of it was handed over, between 0 and 1. */
  handedOver: number
  job: Job | undefined
  prepared: PreparedVideo | null
  failure: FailureBody | null
  start: (file: File) => void
  /** Calls it off, wherever it is. */
  cancel: () => void
}

/** Brings a video file in: handed over, then compressed on this device. */
export function useImport(): VideoImport {
  const [name, setName] = useState<string | null>(null)
  const [handedOver, setHandedOver] = useState(0)
  const [jobId, setJobId] = useState<string | null>(null)
  const [prepared, setPrepared] = useState<PreparedVideo | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const calling = useRef<AbortController | null>(null)
  const job = useLive((live) => live.jobs.find(({ id }) => id === jobId))

  const start = (file: File): void => {
    calling.current?.abort()
    const controller = new AbortController()
    calling.current = controller
    const { signal } = controller
    setName(file.name)
    setHandedOver(0)
    setJobId(null)
    setPrepared(null)
    setFailure(null)
    importFile({ file, onProgress: setHandedOver, signal })
      .then(setJobId)
      .catch((thrown: unknown) => {
        if (signal.aborted) return
        setName(null)
        setFailure(toFailure(thrown).body)
      })
  }
  const state = job?.state
  const madeId = job?.state === 'done' ? preparedOfJob(job) : null
  useEffect(() => {
    if (madeId === null) return
    let isLeft = false
    fetchPrepared(madeId)
      .then((video) => {
        if (!isLeft) setPrepared(video)
      })
      .catch((thrown: unknown) => {
        if (!isLeft) setFailure(toFailure(thrown).body)
      })
    return () => {
      isLeft = true
    }
  }, [madeId])
  const error = job?.state === 'failed' ? job.error : undefined
  useEffect(() => {
    if (state !== 'failed' && state !== 'cancelled') return
    setName(null)
    setJobId(null)
    if (error !== undefined) setFailure(error)
  }, [state, error])
  const cancel = (): void => {
    calling.current?.abort()
    setName(null)
    if (jobId !== null && (state === 'queued' || state === 'running')) void cancelJob(jobId).catch(() => undefined)
  }
  return { name, handedOver, job, prepared, failure, start, cancel }
}
