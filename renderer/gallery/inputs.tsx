import { Mic, Monitor, Search } from 'lucide-react'
import { useState } from 'react'
import { Checkbox, RadioGroup, SegmentedControl, Switch } from '../ui/choice.tsx'
import { Field, TextArea, TextInput } from '../ui/field.tsx'
import { Meter } from '../ui/meter.tsx'
import { Stack } from '../ui/row.tsx'
import { Select } from '../ui/select.tsx'
import { TabPanel, Tabs } from '../ui/tabs.tsx'
import { Note } from '../ui/words.tsx'

const screens = [
  { value: 'screen', label: 'Screen 1', detail: '1920 × 1080' },
  { value: 'window', label: 'A window' },
  { value: 'none', label: 'No screen', disabled: true },
] as const

/** Text fields, areas and selects. */
export function FieldSamples() {
  const [name, setName] = useState('Payments')
  const [words, setWords] = useState('The ledger job retries twice under load.')
  const [source, setSource] = useState<string | undefined>('screen')
  return (
    <Stack gap={4}>
      <TextInput
        size="l"
        type="search"
        icon={Search}
        aria-label="Search"
        defaultValue="retry queue from:mara"
        after="6 found"
      />
      <Field label="Name of the thread" hint="A project or a team.">
        <TextInput value={name} onValueChange={setName} />
      </Field>
      <Field label="Weekday" optional error="Choose one of the working days.">
        <TextInput placeholder="Thursday" />
      </Field>
      <Field label="In the way">
        <TextArea said rows={2} value={words} onValueChange={setWords} />
      </Field>
      <Field label="Shipped">
        <TextArea said bare rows={1} placeholder="one line, so that it can be read" />
      </Field>
      <Select label="Screen" icon={Monitor} options={screens} value={source} onValueChange={setSource} />
      <Select
        label="Microphone"
        icon={Mic}
        options={[{ value: 'headset', label: 'Headset' }]}
        value="headset"
        onValueChange={() => {}}
        after={<Meter level={0.66} label="Level of the headset" />}
      />
      <Field label="Library">
        <Select size="s" options={screens} value={undefined} onValueChange={setSource} />
      </Field>
      <TextInput aria-label="Not to be changed" defaultValue="Only the owner changes this" disabled />
    </Stack>
  )
}

/** Checkboxes, switches, radios, segments and tabs. */
export function ChoiceSamples() {
  const [holds, setHolds] = useState(true)
  const [cadence, setCadence] = useState<'weekly' | 'twice' | 'open'>('weekly')
  const [view, setView] = useState<'watch' | 'read'>('watch')
  return (
    <Stack gap={4}>
      <Checkbox
        label="I have read it"
        detail="Asks again when it changes."
        checked={holds}
        onCheckedChange={setHolds}
      />
      <Checkbox label="Not yet" checked={false} onCheckedChange={() => {}} />
      <Switch label="Skip silences" detail="While playing." checked={holds} onCheckedChange={setHolds} />
      <Switch atEnd label="Captions" checked={false} onCheckedChange={() => {}} />
      <RadioGroup
        label="Cadence"
        value={cadence}
        onValueChange={setCadence}
        options={[
          { value: 'weekly', label: 'Every week', detail: 'Answers until Thursday evening.' },
          { value: 'twice', label: 'Every two weeks' },
          { value: 'open', label: 'Whenever there is something', disabled: true },
        ]}
      />
      <div>
        <SegmentedControl
          label="View"
          value={view}
          onValueChange={setView}
          options={[
            { value: 'watch', label: 'Watch' },
            { value: 'read', label: 'Read' },
          ]}
        />
      </div>
      <SampleTabs look="line" />
      <SampleTabs look="plain" />
    </Stack>
  )
}

const parts = [
  { value: 'now', label: 'This week' },
  { value: 'questions', label: 'By question' },
  { value: 'decisions', label: 'Decisions' },
] as const

function SampleTabs({ look }: { look: 'line' | 'plain' }) {
  const [part, setPart] = useState<(typeof parts)[number]['value']>('now')
  return (
    <Tabs tabs={parts} value={part} onValueChange={setPart} label="Parts of the thread" look={look}>
      {parts.map(({ value, label }) => (
        <TabPanel key={value} value={value}>
          <Note>{label}</Note>
        </TabPanel>
      ))}
    </Tabs>
  )
}
