import { BookOpen, MoreHorizontal, Play, Scale, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Answers } from '../ui/answers.tsx'
import { Band } from '../ui/band.tsx'
import { Button, IconButton, TextAction, TextActions } from '../ui/button.tsx'
import { CatchUpIcon, PathIcon, RecordIcon } from '../ui/icons.ts'
import { Kbd } from '../ui/kbd.tsx'
import { Menu } from '../ui/menu.tsx'
import { Page, PageHeader, Section } from '../ui/page.tsx'
import { Pill } from '../ui/pill.tsx'
import { LinedItem, LinedList, Row } from '../ui/row.tsx'
import { Shell } from '../ui/shell.tsx'
import { Table } from '../ui/table.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { Thumb } from '../ui/thumb.tsx'
import { VoiceMark } from '../ui/voice-mark.tsx'
import { Note, Said } from '../ui/words.tsx'
import css from './gallery.module.css'

const nothing = () => {}

/** The frame with the rail of the samples. */
export function SampleFrame({ current, children }: { current: string; children: ReactNode }) {
  return (
    <Shell
      sections={[
        { id: 'catch-up', name: 'Catch up', icon: CatchUpIcon, href: '#/' },
        { id: 'onboarding', name: 'Onboarding', icon: PathIcon, href: '#/onboarding' },
        { id: 'decisions', name: 'Decisions', icon: Scale, href: '#/decisions' },
        { id: 'search', name: 'Search', icon: Search, href: '#/search', keys: ['mod', 'K'] },
      ]}
      threads={[
        { id: 'payments', name: 'Payments', href: '#/thread/1', hasNews: true },
        { id: 'mobile', name: 'Mobile app', href: '#/thread/2', hasNews: true },
        { id: 'design', name: 'Design reviews', href: '#/thread/3', hasNews: false },
        { id: 'lisbon', name: 'Team Lisbon', href: '#/thread/4', hasNews: true },
      ]}
      current={current}
      status={{ state: 'calm', words: 'All is in the folder', href: '#/health' }}
      onRecord={nothing}
      newThreadHref="#/thread-edit/new"
      more={
        <Menu
          trigger={<IconButton icon={MoreHorizontal} size="s" label="People, settings and more" />}
          align="start"
          items={[
            { label: 'People', href: '#/people' },
            { label: 'Settings', href: '#/settings' },
          ]}
        />
      }
    >
      {children}
    </Shell>
  )
}

const marasAnswers = [
  { id: 'moved', question: 'What moved', words: 'Refunds settle the same day.' },
  { id: 'way', question: 'In the way', words: 'The ledger job retries twice under load.' },
]

const tomasAnswers = [
  { id: 'done', question: 'Done', words: 'Offline drafts survive a restart.' },
  { id: 'next', question: 'Next', words: 'Crash on rotate, then the store review.' },
]

/** The catch-up, put together from the parts, to be held beside its picture. */
export function CatchUpSample() {
  return (
    <SampleFrame current="catch-up">
      <Page>
        <PageHeader above="Tuesday morning" title="Four updates and a decision. Mara asks you one thing." />
        <Row className={css.above} wrap>
          <Button variant="primary" icon={Play}>
            Play all, 7 min
          </Button>
          <Button icon={BookOpen}>Read all, 2 min</Button>
          <Note tone={3} inline className={css.speed}>
            at 1.5×, silences skipped
          </Note>
        </Row>
        <div className={css.owed}>
          <Band
            actions={
              <>
                <Button size="s">Answer</Button>
                <Button size="s" variant="ghost">
                  Nothing this week
                </Button>
              </>
            }
          >
            Payments awaits your three answers until Thursday evening.
          </Band>
        </div>
        <LinedList label="Updates">
          <LinedItem
            density="roomy"
            mark={<VoiceMark name="Mara Oliveira" voice={1} />}
            aside={<Thumb length="2:10" onPlay={nothing} label="Play Mara's update" />}
          >
            <p>
              <b>Mara</b>{' '}
              <Note inline size="m">
                in Payments, yesterday 17:40
              </Note>
            </p>
            <Answers answers={marasAnswers} />
            <Row className={css.asked}>
              <Pill tone="ask">Asks you, by Thursday</Pill>
              <span>Mara: which queue do we keep for retries?</span>
            </Row>
            <TextActions className={css.actions}>
              <TextAction leading>Answer</TextAction>
              <TextAction>Play 2:10</TextAction>
              <TextAction>Later</TextAction>
              <TextAction>Seen</TextAction>
            </TextActions>
          </LinedItem>
          <LinedItem
            density="roomy"
            mark={<VoiceMark name="Tomas Krejci" voice={4} />}
            aside={<Thumb awaited="30 MB" />}
          >
            <p>
              <b>Tomas</b>{' '}
              <Note inline size="m">
                in Mobile app, yesterday 15:05
              </Note>
            </p>
            <Answers answers={tomasAnswers} />
            <TextActions className={css.actions}>
              <TextAction>Reply</TextAction>
              <TextAction>Later</TextAction>
              <TextAction>Seen</TextAction>
            </TextActions>
          </LinedItem>
          <LinedItem
            density="roomy"
            mark={<VoiceMark name="Inês" voice={5} initials="IN" />}
            aside={<Pill tone="accent">Decision</Pill>}
          >
            <p>
              <b>Inês</b>{' '}
              <Note inline size="m">
                decided in Design reviews, Monday
              </Note>
            </p>
            <Said className={css.saidAlone}>One date picker for all three apps; the native one stays on phones.</Said>
            <TextActions className={css.actions}>
              <TextAction>Reasons, at 1:12</TextAction>
              <TextAction>Three thoughts</TextAction>
              <TextAction>Seen</TextAction>
            </TextActions>
          </LinedItem>
        </LinedList>
        <div className={css.keys}>
          <Note inline>and two more, 2 min</Note>
          <Kbd>J</Kbd> <Note inline>next</Note>
          <Kbd>E</Kbd> <Note inline>seen</Note>
        </div>
      </Page>
    </SampleFrame>
  )
}

const parts = [
  { value: 'now', label: 'This week' },
  { value: 'questions', label: 'By question' },
  { value: 'decisions', label: 'Decisions' },
  { value: 'documents', label: 'Documents' },
] as const

/** A thread, put together from the parts, to be held beside its picture. */
export function ThreadSample() {
  const [part, setPart] = useState<(typeof parts)[number]['value']>('now')
  return (
    <SampleFrame current="payments">
      <Page width="wide">
        <PageHeader
          above="Thread, weekly, answers until Thursday evening where each of you is"
          title="Payments"
          actions={
            <>
              <Button icon={Play}>Play this week, 4 min</Button>
              <Button variant="primary" icon={RecordIcon}>
                Answer for week 47
              </Button>
            </>
          }
        />
        <Tabs tabs={parts} value={part} onValueChange={setPart} label="Parts of the thread" className={css.tabs}>
          {parts.map(({ value }) => (
            <TabPanel key={value} value={value}>
              <Week />
            </TabPanel>
          ))}
        </Tabs>
        <div className={css.columns}>
          <Section title="Asked">
            <LinedList>
              <LinedItem>
                <Row>
                  <Pill tone="ask">you, by Thursday</Pill> Which queue do we keep for retries?
                </Row>
              </LinedItem>
              <LinedItem>
                <Row>
                  <Pill>Inês, when back</Pill> <Note size="m">Wording of the refund mail</Note>
                </Row>
              </LinedItem>
            </LinedList>
          </Section>
          <Section title="In the way">
            <LinedList>
              <LinedItem>
                Double entries after a retry
                <Note size="m" inline>
                  , since 13 November
                </Note>
              </LinedItem>
            </LinedList>
          </Section>
        </div>
      </Page>
    </SampleFrame>
  )
}

function Week() {
  const person = (name: string, voice: 1 | 2 | 3 | 5) => (
    <Row>
      <VoiceMark name={name} voice={voice} />
      {name}
    </Row>
  )
  return (
    <Table
      label="This week in Payments"
      columns={[
        { id: 'who', title: 'Who', width: '150px' },
        { id: 'moved', title: 'What moved' },
        { id: 'way', title: 'In the way', width: '230px' },
        { id: 'length', title: 'Length', width: '120px' },
      ]}
      rows={[
        {
          id: 'mara',
          cells: [
            person('Mara', 1),
            <Said key="said" size="s">
              Refunds settle the same day. The report for audit is out.
            </Said>,
            'The ledger job retries under load',
            <Note key="length" tabular>
              2:10
            </Note>,
          ],
        },
        {
          id: 'jonas',
          cells: [
            person('Jonas', 3),
            <Said key="said" size="s">
              Payout limits per country, behind a flag for two of them.
            </Said>,
            <Note key="way">Nothing</Note>,
            <Note key="length">text</Note>,
          ],
        },
        { id: 'aya', first: person('Aya', 2), remark: 'has until Thursday 18:00 in Lisbon' },
        { id: 'ines', first: person('Inês', 5), remark: 'away until Monday' },
      ]}
    />
  )
}
