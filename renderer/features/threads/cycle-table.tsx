import type { QuestionView, UpdateView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { roughLength, writtenLength, writtenSize } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { Row } from '../../ui/row.tsx'
import { Table, type TableRemark, type TableRow } from '../../ui/table.tsx'
import { Note, Said } from '../../ui/words.tsx'
import { PersonMark, shortNameOf } from '../people/person-mark.tsx'
import { Delivery } from '../watch/delivery.tsx'
import css from './thread.module.css'
import type { ThreadPlace } from './thread-place.ts'
import type { ThreadRow } from './thread-rows.ts'
import { hasUntil, questionLabel, writtenDate } from './thread-words.ts'

interface CycleTableProps {
  place: ThreadPlace
  rows: readonly ThreadRow[]
  /** Spoken name, also of each row's link. */
  label: string
}

/** People as rows, the first two questions as columns; the rest opens with the row. */
export function CycleTable({ place, rows, label }: CycleTableProps) {
  if (rows.length === 0) return null
  const [first, second] = place.thread.questions
  const columns = [
    { id: 'who', title: text('threads.who'), width: '16%' },
    { id: 'first', title: first ? questionLabel(first.text) : '' },
    ...(second ? [{ id: 'second', title: questionLabel(second.text), width: '24.5%' }] : []),
    { id: 'length', title: text('threads.length'), width: '13%' },
  ]
  return (
    <Table
      label={`${place.thread.name}, ${label}`}
      columns={columns}
      rows={rows.map((row) => tableRowOf({ place, row, first, second }))}
    />
  )
}

function tableRowOf({
  place,
  row,
  first,
  second,
}: {
  place: ThreadPlace
  row: ThreadRow
  first: QuestionView | undefined
  second: QuestionView | undefined
}): TableRow | TableRemark {
  const who = <Who place={place} id={row.person} />
  if (row.kind === 'nothing') return { id: row.update.id, first: who, remark: remarkOf(place, row) }
  if (row.kind !== 'update') return { id: `${row.person}-${row.kind}`, first: who, remark: remarkOf(place, row) }
  const { update } = row
  return {
    id: update.id,
    cells: [
      who,
      <Opening key="first" place={place} update={update} question={first} />,
      ...(second ? [<Answer key="second" update={update} question={second} />] : []),
      <Length key="length" place={place} update={update} />,
    ],
  }
}

function Who({ place, id }: { place: ThreadPlace; id: string }) {
  return (
    <Row>
      <PersonMark id={id} people={place.people} />
      {shortNameOf(id, place.people)}
    </Row>
  )
}

function remarkOf({ people, reader, cycle }: ThreadPlace, row: Exclude<ThreadRow, { kind: 'update' }>): string {
  const person = people.get(row.person)
  switch (row.kind) {
    case 'nothing':
      return text('threads.nothing', { unit: cycle.unit })
    case 'away':
      return text('threads.away-until', { when: writtenDate(row.until, person, reader) })
    case 'has-until':
      return person ? hasUntil(row.dueAtMs, person, reader) : ''
    case 'may-answer':
      return text('threads.may-answer')
  }
}

/** The first answer, which leads to the whole update; where it has no words, the title does. */
function Opening({
  place,
  update,
  question,
}: {
  place: ThreadPlace
  update: UpdateView
  question: QuestionView | undefined
}) {
  const words = update.answers.find((answer) => answer.question === question?.id)?.text
  const href = hrefOf({
    screen: 'watch',
    library: place.library,
    item: update.id,
    atMs: null,
    isReading: !update.video?.isHere,
    isQueue: false,
  })
  return (
    <a href={href} className={css.opening}>
      <Said size="s">{words || update.title}</Said>
    </a>
  )
}

function Answer({ update, question }: { update: UpdateView; question: QuestionView }) {
  const answer = update.answers.find((each) => each.question === question.id)
  if (answer?.text) return <>{answer.text}</>
  if (answer?.startMs != null) return <Note>{text('threads.said-at', { time: writtenLength(answer.startMs) })}</Note>
  return question.intent === 'blocker' ? <Note>{text('threads.nothing-in-the-way')}</Note> : null
}

function Length({ place, update }: { place: ThreadPlace; update: UpdateView }) {
  const { id, author, version, video, readSec } = update
  return (
    <div className={css.length}>
      <span>{video ? writtenLength(video.durationMs) : text('threads.text-only')}</span>
      {video && !video.isHere && (
        <Note size="xs">
          {video.letGo
            ? text('common.video-let-go')
            : text('common.video-not-here-size', { size: writtenSize(video.sizeBytes) })}
        </Note>
      )}
      <Note size="xs">
        {readSec > 0 ? text('when.to-read', { length: roughLength(readSec * 1000) }) : text('threads.not-written-out')}
      </Note>
      {update.isHidden && <Note size="xs">{text('people.is-hidden')}</Note>}
      {author === place.me && <Delivery library={place.library} item={id} version={version} size="xs" />}
    </div>
  )
}
