import { BookOpen, MoreHorizontal, Play, Trash2 } from 'lucide-react'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Button, IconButton, LinkButton, TextAction, TextActions, TextLink } from '../ui/button.tsx'
import { Heading } from '../ui/heading.tsx'
import { Icon } from '../ui/icon.tsx'
import { RecordIcon } from '../ui/icons.ts'
import { Kbd, Shortcut } from '../ui/kbd.tsx'
import { Meter } from '../ui/meter.tsx'
import { Pill } from '../ui/pill.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { RecordingDot } from '../ui/recording-dot.tsx'
import { Hairline, Row, Spacer, Stack } from '../ui/row.tsx'
import { StepMark } from '../ui/step-mark.tsx'
import { Thumb } from '../ui/thumb.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { VoiceMark } from '../ui/voice-mark.tsx'
import { Lead, Loading, Note, Said } from '../ui/words.tsx'

const nothing = () => {}

/** Headings, what people said, quiet text. */
export function TextSamples() {
  return (
    <Stack gap={4}>
      <Note>Tuesday morning</Note>
      <Heading level={3} look="title">
        Four updates and a decision. Mara asks you one thing.
      </Heading>
      <Heading level={3} look="subtitle">
        Refunds settle the same day
      </Heading>
      <Heading level={3}>Day one</Heading>
      <Heading level={4}>What is in the way</Heading>
      <Lead>A library is an ordinary folder that your team shares. What you publish goes there and nowhere else.</Lead>
      <Said size="l">Each retry carries the first attempt's key, so that the ledger never writes an entry twice.</Said>
      <Said>The ledger job retries twice under load.</Said>
      <Said size="s">Refunds settle the same day. The report for audit is out.</Said>
      <Note tone={3} tabular>
        at 4:20 of 9:05
      </Note>
      <Note size="xs">40 s to read</Note>
      <Hairline />
      <Loading>Fetching what is on this device</Loading>
    </Stack>
  )
}

/** Buttons in every variant, size and state, and actions as words. */
export function ButtonSamples() {
  return (
    <Stack gap={4}>
      <Row wrap>
        <Button variant="primary" icon={Play}>
          Play all, 7 min
        </Button>
        <Button icon={BookOpen}>Read all, 2 min</Button>
        <Button variant="ghost">Write instead</Button>
        <Button variant="danger" icon={Trash2}>
          Withdraw
        </Button>
      </Row>
      <Row wrap>
        <Button variant="primary" size="l" icon={RecordIcon}>
          Record, after 3 s
        </Button>
        <Button size="s">Answer</Button>
        <Button size="s">
          Mark seen <Kbd>E</Kbd>
        </Button>
        <Button size="s" variant="ghost">
          Nothing this week
        </Button>
      </Row>
      <Row wrap>
        <Button variant="primary" disabled>
          Publish
        </Button>
        <Button disabled>Keep as draft</Button>
        <Button variant="primary" busy="Publishing">
          Publish
        </Button>
        <Button busy="Saving">Save</Button>
      </Row>
      <Row wrap>
        <LinkButton href="#/record" variant="record" icon={RecordIcon}>
          Record
        </LinkButton>
        <IconButton icon={MoreHorizontal} label="More" />
        <IconButton icon={Play} label="Captions" pressed size="s" />
        <Shortcut keys={['mod', 'shift', 'R']} />
        <Kbd>L</Kbd>
      </Row>
      <TextActions>
        <TextAction leading onClick={nothing}>
          Answer
        </TextAction>
        <TextAction>Play 2:10</TextAction>
        <TextLink href="#/">Reasons, at 1:12</TextLink>
        <TextAction>Seen</TextAction>
        <TextAction danger>Discard</TextAction>
        <TextAction disabled>Later</TextAction>
      </TextActions>
    </Stack>
  )
}

/** People's marks, pills, meters, bars, steps and thumbs. */
export function MarkSamples() {
  return (
    <Stack gap={4}>
      <Row>
        <BrandMark />
        <VoiceMark name="Mara Oliveira" voice={1} size={20} />
        <VoiceMark name="Aya Lind" voice={2} />
        <VoiceMark name="Jonas Dahl" voice={3} />
        <VoiceMark name="Tomas Krejci" voice={4} />
        <VoiceMark name="Inês" voice={5} size={32} />
        <VisuallyHidden>Five people</VisuallyHidden>
      </Row>
      <Row wrap>
        <Pill>2 paragraphs are new</Pill>
        <Pill tone="ask">Asks you, by Thursday</Pill>
        <Pill tone="accent">Decision</Pill>
      </Row>
      <Row gap={4}>
        <Meter level={0.66} label="Level of the headset" />
        <Meter level={0} label="Level of a silent microphone" />
        <RecordingDot />
        <RecordingDot paused />
        <StepMark fraction={0} />
        <StepMark fraction={0.42} />
        <StepMark fraction={1} />
        <Icon of={Play} label="Video" />
      </Row>
      <ProgressBar fraction={0.12} label="Your progress" />
      <ProgressBar fraction={null} label="Looking for changes" />
      <Row gap={4} align="start">
        <Thumb poster={samplePoster} length="2:10" onPlay={nothing} label="Play Mara's update" />
        <Thumb length="9:05" />
        <Spacer />
        <Thumb awaited="30 MB" />
      </Row>
    </Stack>
  )
}

/** A picture of a few lines of code with a face beside them, drawn here so that the gallery fetches nothing. */
const samplePoster = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 148 84"><rect width="148" height="84" fill="#20262b"/>
  <g fill="#9fb0a5"><rect x="9" y="12" width="92" height="2"/><rect x="15" y="22" width="80" height="2"/><rect x="15" y="32" width="70" height="2"/>
  <rect x="21" y="42" width="64" height="2"/><rect x="15" y="52" width="6" height="2"/></g><circle cx="127" cy="45" r="15" fill="#c9d4ca"/></svg>`,
)}`
