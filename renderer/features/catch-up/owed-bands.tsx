import { useState } from 'react'
import type { Owed } from '../../../domain/catch-up/owed.ts'
import type { PersonView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { setPrivate } from '../../cache/private.ts'
import { Band } from '../../ui/band.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Stack } from '../../ui/row.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import css from './catch-up.module.css'
import { answersSentence, asksYou, deviceSentence } from './catch-up-words.ts'
import { ReplyBox } from './reply-box.tsx'

interface OwedBandsProps {
  owed: readonly Owed[]
  people: ReadonlyMap<string, PersonView>
}

/** What I owe, one sentence each, with what can be done about it. */
export function OwedBands({ owed, people }: OwedBandsProps) {
  if (owed.length === 0) return null
  return (
    <section className={css.owed} aria-label={text('catch-up.owed')}>
      {owed.map((each) => {
        switch (each.kind) {
          case 'answers':
            return <AnswersBand key={`${each.library}/${each.thread.id}`} owed={each} />
          case 'ask':
            return <AskBand key={`${each.library}/${each.update.id}/${each.ask.id}`} owed={each} people={people} />
          case 'device':
            return <DeviceBand key={`${each.library}/${each.device.writer}`} owed={each} people={people} />
          default:
            return each satisfies never
        }
      })}
    </section>
  )
}

function AnswersBand({ owed }: { owed: Extract<Owed, { kind: 'answers' }> }) {
  const { library, thread, cycle } = owed
  const perform = usePerform()
  const reader = useReader()
  const sayNothing = async (): Promise<void> => {
    const key = `nothing:${library}:${thread.id}:${cycle.id}`
    const title = text('catch-up.nothing-this', { unit: cycle.unit })
    const answer = await perform({
      library,
      request: {
        request: 'update.publish',
        thread: thread.id,
        cycle: cycle.id,
        isNothing: true,
        video: null,
        title,
        answers: [],
        asks: [],
        intent: null,
        captions: [],
      },
      done: text('catch-up.nothing-said', { thread: thread.name }),
      onUndone: () => void setPrivate({ [key]: null }),
    })
    if (answer !== null) await setPrivate({ [key]: answer.outboxId })
  }
  return (
    <Band
      actions={
        <>
          <LinkButton size="s" href={hrefOf({ screen: 'record', library, thread: thread.id, replaces: null })}>
            {text('common.answer')}
          </LinkButton>
          <Button size="s" variant="ghost" onClick={() => void sayNothing()}>
            {text('catch-up.nothing-this', { unit: cycle.unit })}
          </Button>
        </>
      }
    >
      {answersSentence(owed, reader)}
    </Band>
  )
}

function AskBand({ owed, people }: { owed: Extract<Owed, { kind: 'ask' }>; people: ReadonlyMap<string, PersonView> }) {
  const { library, update, ask } = owed
  const reader = useReader()
  const [isAnswering, setIsAnswering] = useState(false)
  const name = shortNameOf(update.author, people)
  return (
    <Stack gap={2}>
      <Band
        tone="ask"
        mark={asksYou({ ask, askedAtMs: update.atMs, reader })}
        actions={
          <>
            <Button size="s" onClick={() => setIsAnswering(true)} aria-expanded={isAnswering}>
              {text('common.answer')}
            </Button>
            <LinkButton
              size="s"
              variant="ghost"
              href={hrefOf({ screen: 'watch', library, item: update.id, atMs: null, isReading: true, isQueue: false })}
            >
              {text('common.open')}
            </LinkButton>
          </>
        }
      >
        {text('catch-up.asked-by', { name, ask: ask.text })}
      </Band>
      {isAnswering && (
        <ReplyBox
          library={library}
          on={{ item: update.id, version: null, ms: null }}
          ask={ask}
          name={name}
          onClose={() => setIsAnswering(false)}
        />
      )}
    </Stack>
  )
}

interface DeviceBandProps {
  owed: Extract<Owed, { kind: 'device' }>
  people: ReadonlyMap<string, PersonView>
}

/** Someone who joined as "I am here already": their other device, or an owner, says that it is true. */
function DeviceBand({ owed, people }: DeviceBandProps) {
  const { library, device, person, isMine } = owed
  const perform = usePerform()
  const confirm = (): void => {
    void perform({
      library,
      request: { request: 'device.endorse', writer: device.writer, person: person.id },
      done: text('catch-up.device-confirmed', { device: device.name }),
    })
  }
  return (
    <Band
      tone="ask"
      actions={
        <>
          <Button size="s" onClick={confirm}>
            {text(isMine ? 'catch-up.device-mine-yes' : 'catch-up.device-of-yes')}
          </Button>
          <LinkButton size="s" variant="ghost" href={hrefOf({ screen: 'people' })}>
            {text('people.title')}
          </LinkButton>
        </>
      }
    >
      {deviceSentence(owed, people)}
    </Band>
  )
}
