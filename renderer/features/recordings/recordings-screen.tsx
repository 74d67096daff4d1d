import { useState } from 'react'
import type { TakesOnDisk } from '../../../domain/takes/on-disk.ts'
import { text } from '../../app/messages/text.ts'
import { writtenSize } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { Band } from '../../ui/band.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Stack } from '../../ui/row.tsx'
import { LongList } from '../../ui/virtual-list.tsx'
import { Loading } from '../../ui/words.tsx'
import { CleanDialog } from './clean-dialog.tsx'
import { RecordingRow } from './recording-row.tsx'
import css from './recordings.module.css'
import { usePublishedTitles } from './use-published-titles.ts'
import { useTakesOnDisk } from './use-takes-on-disk.ts'

/** Every recording that lies on this device: what it is, what becomes of it, and what one can do with it. */
export function RecordingsScreen() {
  const { found, failure } = useTakesOnDisk()
  if (failure !== null) {
    return (
      <Page>
        <ErrorNotice failure={failure} />
      </Page>
    )
  }
  if (found === null) return <Loading>{text('common.loading')}</Loading>
  if (found.takes.length === 0) {
    return (
      <Page>
        <EmptyState
          title={text('recordings.none')}
          actions={
            <LinkButton
              variant="primary"
              href={hrefOf({ screen: 'record', library: null, thread: null, replaces: null })}
            >
              {text('shell.record')}
            </LinkButton>
          }
        >
          {text('recordings.none-lead')}
        </EmptyState>
      </Page>
    )
  }
  return <Recordings found={found} />
}

function Recordings({ found }: { found: TakesOnDisk }) {
  const [isCleaning, setCleaning] = useState(false)
  const titles = usePublishedTitles()
  const { takes, sizeBytes, freeBytes, isClockDoubted } = found
  const total = { count: takes.length, size: writtenSize(sizeBytes), free: writtenSize(freeBytes) }
  return (
    <Page>
      <PageHeader
        title={text('recordings.title')}
        below={text('recordings.total', total)}
        actions={
          <Button size="s" onClick={() => setCleaning(true)}>
            {text('recordings.clean')}
          </Button>
        }
      />
      <Stack gap={5} className={css.list}>
        {isClockDoubted && <Band>{text('recordings.clock')}</Band>}
        <LongList label={text('recordings.list')} items={takes} keyOf={({ take }) => take} rowHeight={72}>
          {(take) => <RecordingRow take={take} publishedTitle={titles.get(take.publishedItem ?? '') ?? null} />}
        </LongList>
      </Stack>
      {isCleaning && <CleanDialog takes={takes} onClose={() => setCleaning(false)} />}
    </Page>
  )
}
