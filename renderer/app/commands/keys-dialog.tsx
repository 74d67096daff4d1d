import { Fragment } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Heading } from '../../ui/heading.tsx'
import { Shortcut } from '../../ui/kbd.tsx'
import { text } from '../messages/text.ts'
import { type KeyGroup, keyGroups } from './key-groups.ts'
import css from './keys.module.css'

/** The keys of the app, by where they hold. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} width="l" title={text('keys.title')}>
      <div className={css.groups}>
        {keyGroups().map((group) => (
          <Group key={group.title} group={group} />
        ))}
      </div>
    </Dialog>
  )
}

function Group({ group }: { group: KeyGroup }) {
  return (
    <section>
      <Heading level={3} look="label">
        {group.title}
      </Heading>
      <dl className={css.keys}>
        {group.keys.map(({ chords, joined, does }) => (
          <div key={does} className={css.row}>
            <dt className={css.chords}>
              {chords.map((chord, place) => (
                <Fragment key={chord.join(' ')}>
                  {place > 0 && <span className={css.joined}>{joined}</span>}
                  <Shortcut keys={chord} />
                </Fragment>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
