import type { LibraryHealthView } from '../../../domain/views/health.ts'
import { text } from '../../app/messages/text.ts'
import { writtenDate, writtenSize } from '../../app/messages/when.ts'
import { useReader } from '../../app/use-reader.ts'
import { Note } from '../../ui/words.tsx'
import css from './health.module.css'
import { Part } from './part.tsx'

/** How much a library takes, by year and by author, and how long there is room for it. */
export function Space({ space }: Pick<LibraryHealthView, 'space'>) {
  const { totalBytes, years, people } = space
  return (
    <Part title={text('health.space')} lead={text('health.space-total', { size: writtenSize(totalBytes) })}>
      <Outlook space={space} />
      <div className={css.columns}>
        <Amounts
          title={text('health.by-year')}
          rows={years.map(({ year, sizeBytes }) => ({ id: String(year), name: String(year), sizeBytes }))}
        />
        <Amounts
          title={text('health.by-author')}
          rows={people.map(({ person, name, sizeBytes }) => ({
            id: person,
            name: name === '' ? text('health.someone') : name,
            sizeBytes,
          }))}
        />
      </div>
    </Part>
  )
}

/** Said carefully: nobody knows how much will be published. */
function Outlook({ space: { freeBytes, grownBytes, fullAtMs } }: Pick<LibraryHealthView, 'space'>) {
  const reader = useReader()
  const said = [
    freeBytes === null ? null : text('health.free', { size: writtenSize(freeBytes) }),
    text('health.grown', { size: writtenSize(grownBytes) }),
    fullAtMs === null ? null : text('health.full-at', { when: writtenDate(fullAtMs, reader) }),
  ]
  return <Note className={css.partLead}>{said.filter((sentence) => sentence !== null).join(' ')}</Note>
}

interface Amount {
  id: string
  name: string
  sizeBytes: number
}

function Amounts({ title, rows }: { title: string; rows: Amount[] }) {
  return (
    <table className={css.amounts}>
      <caption>{title}</caption>
      <tbody>
        {rows.map(({ id, name, sizeBytes }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{writtenSize(sizeBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
