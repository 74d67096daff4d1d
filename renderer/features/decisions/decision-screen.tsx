import type { DecisionView } from '../../../domain/views/records.ts'
import { LinkedMarkdown } from '../../app/linked-markdown.tsx'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenMoment } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { setPrivate, usePrivate } from '../../cache/private.ts'
import { useCommentsOn, usePeople, useRecord } from '../../cache/queries.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Row } from '../../ui/row.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { HiddenBand } from '../people/hidden-band.tsx'
import { Disputes } from '../versions/disputes.tsx'
import type { InQueue } from '../watch/queue.tsx'
import { QueueNote } from '../watch/queue.tsx'
import { useItem } from '../watch/use-item.ts'
import { deciderNames } from './decider-names.ts'
import { DecisionActions } from './decision-actions.tsx'
import { DecisionComments } from './decision-comments.tsx'
import css from './decisions.module.css'
import { EvidenceLink } from './evidence.tsx'
import { useDecisionKeys } from './use-decision-keys.ts'

interface DecisionScreenProps {
  library: string
  decision: string
  /** Set where one reads through a queue. */
  queue?: InQueue | null | undefined
}

/** What was decided, why, by whom, on what evidence, and what replaced it. */
export function DecisionScreen({ library, decision, queue = null }: DecisionScreenProps) {
  const view = useItem(library, decision)
  if (view === undefined) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  if (view === null || view.kind !== 'decision') {
    return (
      <Page>
        <EmptyState
          title={text('decisions.missing')}
          actions={<LinkButton href={hrefOf({ screen: 'decisions' })}>{text('decisions.title')}</LinkButton>}
        >
          {text('decisions.missing-lead')}
        </EmptyState>
      </Page>
    )
  }
  return <Decision library={library} view={view} queue={queue} />
}

function Decision({ library: libraryId, view, queue }: { library: string; view: DecisionView; queue: InQueue | null }) {
  const library = useLive((live) => live.libraries?.find(({ id }) => id === libraryId))
  const people = usePeople(libraryId)
  const reader = useReader()
  const thread = useRecord('thread', libraryId, view.thread ?? '')
  const comments = useCommentsOn(libraryId, view.id)
  const seenKey = `seen:${libraryId}:${view.id}`
  const isSeen = usePrivate(seenKey) === view.version
  const isMine = library?.me === view.author
  const toggleSeen = (): void => {
    const isNowSeen = queue !== null || !isSeen
    void setPrivate({ [seenKey]: isNowSeen ? view.version : null })
    queue?.goOn()
  }
  useDecisionKeys({ onSeen: isMine && queue === null ? null : toggleSeen, onNext: queue?.goOn ?? null })
  if (!library || !people || !comments) return null
  const when = writtenMoment(view.atMs, reader)
  return (
    <Page>
      <PageHeader
        above={
          <Row gap={3} wrap>
            <Pill tone="accent">{text('decisions.decision')}</Pill>
            {thread && (
              <a
                href={hrefOf({ screen: 'thread', library: libraryId, thread: thread.id, tab: 'decisions' })}
                className={css.opening}
              >
                {thread.name}
              </a>
            )}
            {queue !== null && <QueueNote queue={queue} />}
          </Row>
        }
        title={view.replacedBy === null ? view.title : <s>{view.title}</s>}
        below={[
          text('decisions.decided-by', { names: deciderNames(view, people), when }),
          view.editedAtMs === null ? '' : text('decisions.edited', { when: writtenMoment(view.editedAtMs, reader) }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
        actions={
          <>
            {!isMine && (
              <Button size="s" aria-pressed={isSeen} onClick={toggleSeen}>
                {text(queue?.next != null ? 'watch.seen-next' : isSeen ? 'watch.seen' : 'watch.mark-seen')} <Kbd>E</Kbd>
              </Button>
            )}
            <DecisionActions library={libraryId} view={view} isMine={isMine} />
          </>
        }
      />
      <HiddenBand library={libraryId} view={view} />
      <Disputes library={libraryId} view={view} canKeep={isMine} isMarkdown />
      <Chain library={libraryId} id={view.replacedBy} label={text('decisions.replaced-by')} />
      <div className={css.why}>
        {view.why === null || view.why === '' ? (
          <Note>{text('decisions.no-why')}</Note>
        ) : (
          <LinkedMarkdown source={view.why} />
        )}
      </div>
      {view.evidence.length > 0 && (
        <Section title={text('decisions.evidence')}>
          <ul className={css.evidence}>
            {view.evidence.map((moment) => (
              <li key={`${moment.item}/${moment.ms}`}>
                <EvidenceLink library={libraryId} moment={moment} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Chain library={libraryId} id={view.replaces} label={text('decisions.replaces')} />
      <Section title={text('decisions.comments')}>
        <DecisionComments library={library} view={view} people={people} comments={comments} reader={reader} />
      </Section>
    </Page>
  )
}

/** The decision before or after this one. */
function Chain({ library, id, label }: { library: string; id: string | null; label: string }) {
  const other = useItem(library, id)
  if (id === null || !other || other.kind !== 'decision') return null
  return (
    <p className={css.chain}>
      <Note inline size="m">
        {label}
      </Note>{' '}
      <a href={hrefOf({ screen: 'decision', library, decision: id })}>{other.title}</a>
    </p>
  )
}
