import { Check, FileText, MoreHorizontal, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Band } from '../ui/band.tsx'
import { Button, IconButton, TextLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Field, TextInput } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { JobRow } from '../ui/job-row.tsx'
import { Markdown } from '../ui/markdown.tsx'
import { Menu } from '../ui/menu.tsx'
import { Popover } from '../ui/popover.tsx'
import { LinedItem, LinedList, Row, Stack } from '../ui/row.tsx'
import { StepMark } from '../ui/step-mark.tsx'
import { useToasts } from '../ui/toast.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { Note } from '../ui/words.tsx'

const nothing = () => {}

/** Empty, failing, working, asking. */
export function StateSamples() {
  return (
    <Stack gap={5}>
      <Band actions={<Button size="s">Answer</Button>}>Payments awaits your three answers until Thursday evening.</Band>
      <Band
        tone="ask"
        mark="Asks you, by Thursday"
        actions={
          <Button size="s" variant="primary">
            Answer
          </Button>
        }
      >
        Which queue do we keep for retries?
      </Band>
      <EmptyState
        level={2}
        title="No decisions yet."
        actions={<Button variant="primary">Write one down</Button>}
        notes={
          <Row>
            <Icon of={Check} />
            <span>Camera, microphone and screen are ready.</span>
          </Row>
        }
      >
        What was decided, why and by whom is kept here, and is never erased.
      </EmptyState>
      <ErrorNotice
        failure={{
          code: 'library-offline',
          message: 'The folder of “Payments” is not here.',
          kept: 'Your update is kept on this device and goes there when the folder is back.',
          remedy: 'Connect the drive, or choose where the folder is now.',
        }}
        actions={<Button size="s">Try again</Button>}
      />
      <div>
        <JobRow
          job={{
            title: 'Refunds settle the same day',
            state: 'running',
            progress: { fraction: 0.42, step: 'Compressing', detail: '0:54 of 2:10' },
          }}
          onCancel={nothing}
        />
        <JobRow
          job={{ title: 'Welcome.mov', state: 'queued', progress: { fraction: null, step: '', detail: '' } }}
          onCancel={nothing}
        />
        <JobRow
          job={{ title: 'How money moves', state: 'done', progress: { fraction: 1, step: 'Done', detail: '' } }}
        />
        <JobRow
          job={{
            title: 'Town hall.mp4',
            state: 'failed',
            progress: { fraction: 0.1, step: 'Reading', detail: '' },
            error: { code: 'media-truncated', message: 'The file ends in the middle.', kept: 'The file is unchanged.' },
          }}
          onRetry={nothing}
        />
      </div>
    </Stack>
  )
}

const document = `## Ledger rules

Never write outside the **queue**: a retry must find what it did. See [the reasons](https://example.com/ledger), or
\`ledger.open(day)\`.

- One entry a refund
- [x] Sandbox keys for Portugal
- [ ] Wording of the refund mail

> Each retry carries the first attempt's key.

| country | limit |
| --- | ---: |
| Portugal | 5,000 |
| Czechia | 120,000 |
`

/** Documents and lists. */
export function ReadingSamples() {
  return (
    <Stack gap={5}>
      <Markdown source={document} onOpenLink={nothing} />
      <LinedList label="Steps">
        <LinedItem mark={<StepMark fraction={1} />} aside="done" align="center">
          Welcome from the team
          <Note>6 clips, 4 min</Note>
        </LinedItem>
        <LinedItem mark={<StepMark fraction={0.42} />} aside="5 min left" align="center" chosen>
          <b>How money moves</b>
          <Note>video, 9 min, 5 chapters</Note>
        </LinedItem>
        <LinedItem mark={<Icon of={FileText} size={22} />} aside="12 min">
          Ledger rules
          <Note>document, changed on Friday</Note>
        </LinedItem>
      </LinedList>
    </Stack>
  )
}

/** Dialogs, menus, popovers, tooltips and toasts, opened by their buttons. */
export function FloatingSamples() {
  const [open, setOpen] = useState(false)
  const toasts = useToasts()
  return (
    <Row wrap>
      <Button onClick={() => setOpen(true)}>Open a dialog</Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Withdraw this update?"
        description="It leaves the folder at once, and every device's index when it next looks."
        actions={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button variant="danger" onClick={() => setOpen(false)}>
              Withdraw
            </Button>
          </>
        }
        aside={<TextLink href="#/">What is kept?</TextLink>}
      >
        <Field label="Why, for those who read it" optional>
          <TextInput />
        </Field>
      </Dialog>
      <Menu
        trigger={<IconButton icon={MoreHorizontal} label="More about this update" />}
        align="start"
        items={[
          { label: 'Edit', icon: Pencil, keys: ['mod', 'E'], onSelect: nothing },
          { label: 'Open the thread', href: '#/' },
          'line',
          { label: 'Withdraw', icon: Trash2, danger: true, onSelect: nothing },
          { label: 'Move', disabled: true },
        ]}
      />
      <Popover trigger={<Button>Speed</Button>} label="Speed">
        <Note>0.5 to 3, with the pitch kept</Note>
      </Popover>
      <Tooltip says="The author has not sent the video yet; the words are here.">
        <Button variant="ghost">Hover here</Button>
      </Tooltip>
      <Button
        onClick={() =>
          toasts.show({
            title: 'Goes to the folder in a minute',
            action: { label: 'Undo', onAct: nothing },
            untilMs: Date.now() + 60_000,
          })
        }
      >
        Publish, with a minute to undo
      </Button>
      <Button onClick={() => toasts.show({ title: 'Kept as a draft', detail: 'On this device alone.' })}>Tell</Button>
    </Row>
  )
}
