import type { MomentView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { writtenLength } from '../../app/messages/when.ts'
import { hrefOf } from '../../app/route.ts'
import { usePeople } from '../../cache/queries.ts'
import { shortNameOf } from '../people/person-mark.tsx'
import { momentPlace, msInVideo } from '../watch/moments.ts'
import { useItem } from '../watch/use-item.ts'
import css from './decisions.module.css'

/** What a piece of evidence is called; undefined until it is known. */
export function useEvidenceTitle(library: string, moment: MomentView): string | undefined {
  const { item } = moment
  const view = useItem(library, item)
  const people = usePeople(library)
  if (view === undefined) return undefined
  if (view === null) return text('decisions.evidence-gone')
  if (view.kind === 'comment') {
    return text('decisions.evidence-comment', {
      name: shortNameOf(view.author, people),
      words: (view.text ?? '').slice(0, 80),
    })
  }
  const title = 'title' in view ? view.title : 'name' in view ? view.name : text('decisions.evidence-gone')
  const ms = 'video' in view ? (msInVideo(moment, view) ?? moment.ms) : moment.ms
  return ms === null ? title : text('decisions.evidence-at', { title, time: writtenLength(ms) })
}

/** A link to where the reasons are, on the second where there is one. */
export function EvidenceLink({ library, moment }: { library: string; moment: MomentView }) {
  const title = useEvidenceTitle(library, moment)
  const href = hrefOf({
    screen: 'watch',
    library,
    item: moment.item,
    ...momentPlace(moment),
    isReading: false,
    isQueue: false,
  })
  return (
    <a href={href} className={css.opening}>
      {title}
    </a>
  )
}
