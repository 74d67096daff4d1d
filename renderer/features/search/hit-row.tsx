import { FileText, MessageSquare, Play, Route, Rows3, User } from 'lucide-react'
import type { SearchHit } from '../../../domain/views/library.ts'
import type { RecordKind, RecordView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength, writtenDay, writtenLength } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { useReader } from '../../app/use-reader.ts'
import { useAnyRecord, usePeople, useRecord } from '../../cache/queries.ts'
import { Icon } from '../../ui/icon.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem } from '../../ui/row.tsx'
import { Said } from '../../ui/words.tsx'
import { PersonMark } from '../people/person-mark.tsx'
import { isTitleAlone, routeOfHit } from './hits.ts'
import css from './search.module.css'
import { Snippet } from './snippet.tsx'

/** One thing that was found; the whole row leads to it. */
export function HitRow({ hit }: { hit: SearchHit }) {
  const people = usePeople(hit.library)
  const thread = useRecord('thread', hit.library, hit.thread ?? '')
  const record = useAnyRecord(hit.library, hit.id)
  const on = useAnyRecord(hit.library, record?.kind === 'comment' ? record.on.item : '')
  const reader = useReader()
  const when = writtenDay(hit.atMs, reader)
  const about =
    thread && hit.kind !== 'thread'
      ? text('search.about-in', { kind: hit.kind, thread: thread.name, when })
      : text('search.about', { kind: hit.kind, when })
  return (
    <LinedItem
      className={css.hit}
      mark={
        hit.author === null || hit.kind === 'document' || hit.kind === 'path' || hit.kind === 'thread' ? (
          <Icon of={iconOf(hit.kind)} size={22} className={css.kindIcon} />
        ) : (
          <PersonMark id={hit.author} people={people} />
        )
      }
      aside={<HitAside hit={hit} record={record ?? null} />}
    >
      <p>
        <a href={hrefOf(routeOfHit(hit))} className={css.hitLink} data-hit>
          {isTitleAlone(hit) ? <Snippet hit={hit} /> : titleOf(hit, on ?? null)}
        </a>{' '}
        <span className={css.hitAbout}>{about}</span>
      </p>
      {hit.snippet !== '' && !isTitleAlone(hit) && (
        <Said>
          <Snippet hit={hit} />
        </Said>
      )}
    </LinedItem>
  )
}

function titleOf(hit: SearchHit, on: RecordView | null): string {
  if (hit.kind !== 'comment') return hit.title
  return on && 'title' in on ? text('search.comment-on', { title: on.title }) : text('search.comment')
}

function iconOf(kind: RecordKind) {
  if (kind === 'document') return FileText
  if (kind === 'path') return Route
  if (kind === 'comment') return MessageSquare
  return kind === 'person' ? User : Rows3
}

function HitAside({ hit, record }: { hit: SearchHit; record: RecordView | null }) {
  if (hit.kind === 'decision') return <Pill tone="accent">{text('decisions.decision')}</Pill>
  if (hit.startSec !== null) {
    return (
      <span className={css.play}>
        <Icon of={Play} size={15} />
        {writtenLength(hit.startSec * 1000)}
      </span>
    )
  }
  if (record && 'readSec' in record && record.readSec > 0) return roughLength(record.readSec * 1000)
  return null
}
