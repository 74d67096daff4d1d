import { BookOpen, Play } from 'lucide-react'
import type { Awaiting } from '../../../domain/catch-up/awaiting.ts'
import type { CatchUpSummary } from '../../../domain/catch-up/catch-up.ts'
import { queueOf } from '../../../domain/catch-up/queue.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { usePrivate } from '../../cache/private.ts'
import { Button } from '../../ui/button.tsx'
import { Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './catch-up.module.css'
import { startQueue } from './start-queue.ts'

interface PlayAllProps {
  awaiting: readonly Awaiting[]
  summary: CatchUpSummary
}

/** All of it in order: played at my speed, or read. What cannot be played yet can be read. */
export function PlayAll({ awaiting, summary }: PlayAllProps) {
  const speed = useSpeed()
  const toPlay = queueOf(awaiting, 'play')
  const toRead = queueOf(awaiting, 'read')
  const canPlay = toPlay.items.length > 0
  const canRead = summary.readSec > 0 && toRead.items.length > 0
  if (!canPlay && !canRead) return null
  return (
    <Row wrap className={css.above}>
      {canPlay && (
        <Button variant="primary" icon={Play} onClick={() => void startQueue(toPlay)}>
          {text('catch-up.play-all', { length: roughLength(summary.watchMs / speed) })}
        </Button>
      )}
      {canRead && (
        <Button variant={canPlay ? 'outline' : 'primary'} icon={BookOpen} onClick={() => void startQueue(toRead)}>
          {text('catch-up.read-all', { length: roughLength(summary.readSec * 1000) })}
        </Button>
      )}
      {canPlay && speed !== 1 && (
        <Note tone={3} inline className={css.speed}>
          {text('catch-up.speed', { speed })}
        </Note>
      )}
    </Row>
  )
}

/** The speed last used, or else the one of the settings. */
function useSpeed(): number {
  const used = usePrivate('speed')
  const usual = useLive((live) => live.settings?.playbackSpeed ?? 1)
  return typeof used === 'number' && used >= 0.5 && used <= 3 ? used : usual
}
