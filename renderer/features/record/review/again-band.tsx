import { useEffect, useSyncExternalStore } from 'react'
import { text } from '../../../app/messages/text.ts'
import { goTo } from '../../../app/route.ts'
import { Band } from '../../../ui/band.tsx'
import { TextAction } from '../../../ui/button.tsx'
import { again } from './edit-again.ts'

/** Says, while one sets up, that only a part is recorded again; leaving means that it is not. */
export function AgainBand() {
  const part = useSyncExternalStore(again.subscribe, again.get)
  useEffect(() => {
    const onLeave = (): void => {
      if (!location.hash.startsWith('#/record')) again.set(null)
    }
    window.addEventListener('hashchange', onLeave)
    return () => window.removeEventListener('hashchange', onLeave)
  }, [])
  if (part === null) return null
  return (
    <Band
      actions={
        <TextAction leading onClick={() => goTo({ screen: 'review', take: part.take, replaces: null })}>
          {text('review.again-stop')}
        </TextAction>
      }
    >
      {text('review.again-band', { name: part.name || text('review.again-selection') })}
    </Band>
  )
}
