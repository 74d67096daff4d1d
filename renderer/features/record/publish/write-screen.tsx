import { useMemo } from 'react'
import type { UpdateView } from '../../../../domain/views/records.ts'
import { useLive } from '../../../app/live.ts'
import { text } from '../../../app/messages/text.ts'
import { hrefOf } from '../../../app/route.ts'
import { useReader } from '../../../app/use-reader.ts'
import { useRecord, useUpdatesOf } from '../../../cache/queries.ts'
import { Band } from '../../../ui/band.tsx'
import { LinkButton, TextLink } from '../../../ui/button.tsx'
import { Page, PageHeader } from '../../../ui/page.tsx'
import { Loading, Note } from '../../../ui/words.tsx'
import { draftOfUpdate, newDraft } from './draft.ts'
import { PublishFoot } from './publish-foot.tsx'
import { type Place, placeWords, usePlace } from './use-place.ts'
import { usePublish } from './use-publish.ts'
import { useUpdateDraft } from './use-update-draft.ts'
import { WordsForm } from './words-form.tsx'
import css from './write.module.css'

interface WriteScreenProps {
  library: string
  thread: string
  /** The update to correct; null writes a new one. */
  item: string | null
}

/** Answering in words alone, or correcting the words of an update. */
export function WriteScreen({ library, thread, item }: WriteScreenProps) {
  const update = useRecord('update', library, item ?? '')
  const place = usePlace({ library, thread }, update?.cycle ?? null)
  if (place === undefined || (item !== null && update === undefined)) {
    return <Loading>{text('common.loading')}</Loading>
  }
  const isMissing = place === null || (item !== null && !update)
  if (isMissing) return <Page>{text('review.not-here')}</Page>
  if (update && update.author !== place.me) return <Page>{text('review.not-mine')}</Page>
  return <Writing key={place.cycle} place={place} current={update ?? null} />
}

function Writing({ place, current }: { place: Place; current: UpdateView | null }) {
  const { library, thread, cycle } = place
  const threadId = thread?.id ?? ''
  const initial = useMemo(
    () => (current === null ? newDraft({ library, thread: threadId, cycle }) : draftOfUpdate(library, current)),
    // The draft begins with the words as they stood when one began to correct them.
    [library, threadId, cycle, current],
  )
  const subject =
    current === null
      ? { kind: 'words' as const, thread: threadId, cycle: cycle ?? 'always' }
      : { kind: 'correction' as const, item: current.id }
  const edited = useUpdateDraft(subject, initial)
  const { publishing, publish, keep } = usePublish({ subject, edited, place, current })
  const reader = useReader()
  const { draft, change } = edited
  if (edited.isSent && publishing === undefined) return <OnItsWay place={place} />
  if (draft === undefined) return <Loading>{text('common.loading')}</Loading>
  return (
    <Page className={css.page}>
      <PageHeader
        above={placeWords(place, reader)}
        title={current === null ? text('review.write-title') : text('review.correct-title')}
        below={current === null ? undefined : text('review.correct-note')}
        actions={<RecordLink place={place} current={current} />}
      />
      {current === null && <AlreadyThere place={place} />}
      <div className={css.form}>
        <WordsForm draft={draft} change={change} place={place} isRoomy />
      </div>
      <PublishFoot
        draft={draft}
        place={place}
        watchMs={current?.video?.durationMs ?? null}
        isAtOnce={current !== null}
        publishing={publishing}
        onPublish={() => void publish()}
        onKeep={() => void keep()}
      />
    </Page>
  )
}

function RecordLink({ place, current }: { place: Place; current: UpdateView | null }) {
  const label =
    current === null
      ? text('review.record-instead')
      : current.video === null
        ? text('review.add-video')
        : text('review.replace-video')
  const route = { library: place.library, thread: place.thread?.id ?? null, replaces: current?.id ?? null }
  return (
    <LinkButton variant="ghost" href={hrefOf({ screen: 'record', ...route })}>
      {label}
    </LinkButton>
  )
}

/** Says that this cycle has an answer of mine already: one may mean to correct that one. */
function AlreadyThere({ place }: { place: Place }) {
  const updates = useUpdatesOf(place.library, place.thread?.id ?? '')
  const mine = updates?.find(
    ({ author, cycle, isNothing }) => author === place.me && cycle === place.cycle && !isNothing,
  )
  if (mine === undefined || place.thread === null || place.cycle === 'always') return null
  const { id: item, thread } = mine
  return (
    <Band
      actions={
        <TextLink leading href={hrefOf({ screen: 'write', library: place.library, thread, item })}>
          {text('review.again-correct')}
        </TextLink>
      }
    >
      {text('review.again-note')}
    </Band>
  )
}

function OnItsWay({ place }: { place: Place }) {
  const hasThread = place.thread !== null
  const isConnected = useLive((live) => live.isConnected)
  return (
    <Page>
      <PageHeader
        title={text('review.on-its-way')}
        below={isConnected ? text('review.on-its-way-note') : undefined}
        actions={
          hasThread && (
            <LinkButton
              href={hrefOf({ screen: 'thread', library: place.library, thread: place.thread?.id ?? '', tab: 'now' })}
            >
              {place.thread?.name}
            </LinkButton>
          )
        }
      />
      <Note>{place.libraryName}</Note>
    </Page>
  )
}
