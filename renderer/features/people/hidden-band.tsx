import type { RecordView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { Band } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import css from './people.module.css'
import { useHiding } from './use-hiding.ts'

/** Tells owners that something is hidden for everyone else, with the way back; nothing where it is not. */
export function HiddenBand({ library, view }: { library: string; view: RecordView }) {
  const { show } = useHiding(library, view.id)
  if (view.isHidden !== true) return null
  return (
    <div className={css.bands}>
      <Band
        actions={
          <Button size="s" onClick={show}>
            {text('people.show-again')}
          </Button>
        }
      >
        {text('people.hidden')}
      </Band>
    </div>
  )
}
