import { useRef } from 'react'
import type { DeliveryState } from '../../../domain/views/library.ts'
import { api } from '../../api/client.ts'
import { unwrap } from '../../api/failure-of-response.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { Note } from '../../ui/words.tsx'
import { useAsked } from '../versions/use-version.ts'

interface DeliveryProps {
  library: string
  item: string
  version: string
  size?: 'xs' | 's' | undefined
}

/** Of what one made oneself: whether it is on every device in use. Nothing where no device says so; no names, no times. */
export function Delivery({ library, item, version, size = 's' }: DeliveryProps) {
  const n = useLive((live) => live.libraries?.find(({ id }) => id === library)?.n ?? 0)
  const asked = useAsked(`${library}/${item}/${version}/${n}`, () => fetchDelivery(library, item))
  // what is known stays while it is asked again, so that nothing blinks
  const known = useRef<{ of: string; state: DeliveryState }>({ of: '', state: 'unknown' })
  const of = `${library}/${item}/${version}`
  if (asked.state === 'answered') known.current = { of, state: asked.value }
  const state = known.current.of === of ? known.current.state : 'unknown'
  if (state === 'unknown') return null
  return <Note size={size}>{text(state === 'everywhere' ? 'watch.everywhere' : 'watch.not-everywhere')}</Note>
}

async function fetchDelivery(library: string, id: string): Promise<DeliveryState> {
  const answer = await unwrap(api.libraries[':library'].records[':id'].delivery.$get({ param: { library, id } }))
  return (answer as { state: DeliveryState }).state
}
