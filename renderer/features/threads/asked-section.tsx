import { useMemo } from 'react'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { usePrivateByPrefix } from '../../cache/private.ts'
import { Section } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { FirstOf } from './first-of.tsx'
import css from './thread.module.css'
import type { ThreadPlace } from './thread-place.ts'
import { openAsks } from './thread-rows.ts'
import { askedOf } from './thread-words.ts'

/** What was asked in the thread, until it is answered. */
export function AskedSection({ place }: { place: ThreadPlace }) {
  const { library, open, me, people, reader } = place
  const answered = usePrivateByPrefix(`answered:${library}:`)
  const asks = useMemo(() => openAsks(open, new Set(answered?.keys())), [open, answered])
  return (
    <Section title={text('threads.asked')}>
      {asks.length === 0 && <Note className={css.none}>{text('threads.asked-none')}</Note>}
      <FirstOf label={text('threads.asked')} items={asks} keyOf={({ update, ask }) => `${update.id}/${ask.id}`}>
        {({ update, ask }) => {
          const isMine = ask.to.includes(me)
          const href = hrefOf({
            screen: 'watch',
            library,
            item: update.id,
            atMs: null,
            isReading: true,
            isQueue: false,
          })
          return (
            <LinedItem>
              <Row gap={2} align="baseline">
                <Pill tone={isMine ? 'ask' : 'neutral'}>
                  {askedOf({ ask, askedAtMs: update.atMs, me, people, reader })}
                </Pill>
                <p>
                  <a href={href} className={css.quietLink}>
                    {ask.text}
                  </a>{' '}
                  <Note inline>{text('threads.asked-by', { name: shortNameOf(update.author, people) })}</Note>
                </p>
              </Row>
            </LinedItem>
          )
        }}
      </FirstOf>
    </Section>
  )
}
