import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { LinedItem, LinedList } from '../../ui/row.tsx'
import { useAsked } from '../versions/use-version.ts'
import { fetchAlteredDocuments } from '../versions/versions-api.ts'
import { Part } from './part.tsx'

/** Documents that another program changed in the folder, as far as sizes tell, each with the way to what it wrote. */
export function AlteredDocuments({ library, n }: { library: string; n: number }) {
  const asked = useAsked(`${library}/${n}`, () => fetchAlteredDocuments(library))
  const found = asked.state === 'answered' ? asked.value : []
  return (
    <Part
      title={text('health.altered')}
      none={found.length === 0 ? text('health.none-altered') : undefined}
      lead={found.length > 0 ? text('health.altered-lead', { count: found.length }) : undefined}
    >
      <LinedList label={text('health.altered')}>
        {found.map(({ id, title }) => (
          <LinedItem key={id}>
            <a href={hrefOf({ screen: 'document', library, document: id })}>{title}</a>
          </LinedItem>
        ))}
      </LinedList>
    </Part>
  )
}
