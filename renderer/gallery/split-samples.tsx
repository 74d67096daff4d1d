import { Play } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Field, TextArea, TextInput } from '../ui/field.tsx'
import { Heading } from '../ui/heading.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Page, PageHeader, Section, SplitLayout } from '../ui/page.tsx'
import { Pill } from '../ui/pill.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { LinedItem, LinedList, Row, Spacer, Stack } from '../ui/row.tsx'
import { StepMark } from '../ui/step-mark.tsx'
import { Note } from '../ui/words.tsx'
import { SampleFrame } from './compositions.tsx'
import css from './gallery.module.css'

/** A path, put together from the parts, to be held beside its picture. */
export function PathSample() {
  return (
    <SampleFrame current="onboarding">
      <Page width="wide">
        <SplitLayout kind="margin" sideLabel="Your progress" side={<PathMargin />}>
          <PageHeader
            above="Onboarding"
            title="Your first two weeks in Payments"
            below="Kept by Mara. Two hours in all, at your own pace; nobody sees how far you are until you tell them."
          />
          <Row gap={3} className={css.owed} wrap>
            <Button variant="primary" icon={Play}>
              Continue: How money moves
            </Button>
            <Note inline>at 4:20 of 9:05</Note>
          </Row>
          <Section title="Day one">
            <LinedList>
              <LinedItem mark={<StepMark fraction={1} />} aside="done" align="center">
                Welcome from the team
                <Note>6 clips, 4 min</Note>
              </LinedItem>
              <LinedItem mark={<StepMark fraction={1} />} aside={<Pill>2 paragraphs are new</Pill>} align="center">
                How we work without meetings
                <Note>document, 6 min, understood on Monday</Note>
              </LinedItem>
            </LinedList>
          </Section>
          <Section title="The product">
            <LinedList>
              <LinedItem mark={<StepMark fraction={0.42} />} aside="5 min left" align="center">
                <b>How money moves</b>
                <Note>video, 9 min, 5 chapters</Note>
              </LinedItem>
              <LinedItem mark={<StepMark fraction={0} />} aside="asks you to confirm it" align="center">
                Ledger rules
                <Note>document, 12 min</Note>
              </LinedItem>
            </LinedList>
          </Section>
        </SplitLayout>
      </Page>
    </SampleFrame>
  )
}

function PathMargin() {
  return (
    <Stack gap={5}>
      <Stack gap={2}>
        <Heading level={2} look="label">
          Your progress
        </Heading>
        <ProgressBar fraction={0.12} label="Your progress" />
        <Note>14 min of 2 h. Yours alone to see.</Note>
      </Stack>
      <Stack gap={2}>
        <Heading level={2} look="label">
          Something unclear?
        </Heading>
        <Note>
          Press <Kbd>L</Kbd> where you got lost, or ask at that second. Mara answers when she can.
        </Note>
      </Stack>
    </Stack>
  )
}

/** A review, put together from the parts, to be held beside its picture. */
export function ReviewSample() {
  return (
    <main className={css.whole}>
      <SplitLayout kind="panel" raised sideWidth={324} sideLabel="The words" side={<ReviewPanel />}>
        <div className={css.maker}>
          <PageHeader above="Recorded just now, 2:24" title="Look it over, and put it into words" />
        </div>
      </SplitLayout>
    </main>
  )
}

function ReviewPanel() {
  return (
    <div className={css.panel}>
      <Field label="Title" labelHidden>
        <TextInput defaultValue="Refunds settle the same day" />
      </Field>
      <Field label="What moved">
        <TextArea said bare rows={1} defaultValue="Refunds settle the same day." />
      </Field>
      <Field label="In the way">
        <TextArea said bare rows={1} defaultValue="The ledger job retries twice under load." />
      </Field>
      <Field label="Shipped">
        <TextArea said bare rows={1} placeholder="one line, so that it can be read" />
      </Field>
      <Spacer />
      <Note>2 min to watch, 20 s to read. Everyone with the folder “Payments” can see this: 6 people so far.</Note>
      <Row>
        <Button variant="primary" wide>
          Publish
        </Button>
        <Button>Keep as draft</Button>
      </Row>
      <Note tone={3}>You have a minute to undo; later you can correct or withdraw it.</Note>
    </div>
  )
}
