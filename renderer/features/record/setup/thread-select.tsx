import { MessageSquareText } from 'lucide-react'
import { text } from '../../../app/messages/text.ts'
import { Select } from '../../../ui/select.tsx'
import { type ThreadChoice, useThreadChoices } from '../publish/use-place.ts'

const withoutThread = '-'

interface ThreadSelectProps {
  value: ThreadChoice
  libraryName: string
  onChoose: (choice: ThreadChoice) => void
}

/** Where it is published: one of the threads, or a library without a thread. */
export function ThreadSelect({ value, libraryName, onChoose }: ThreadSelectProps) {
  const choices = useThreadChoices() ?? []
  const libraries = new Map(choices.map((choice) => [choice.library, choice.libraryName]))
  libraries.set(value.library, libraryName)
  const options = [
    ...choices.map((choice) => ({
      value: `${choice.library}/${choice.thread.id}`,
      label: choice.thread.name,
      ...(libraries.size > 1 ? { detail: choice.libraryName } : {}),
    })),
    ...[...libraries].map(([library, name]) => ({
      value: `${library}/${withoutThread}`,
      label: text('record.without-thread'),
      detail: text('record.without-thread-detail', { library: name }),
    })),
  ]
  return (
    <Select
      label={text('record.thread')}
      icon={MessageSquareText}
      options={options}
      value={`${value.library}/${value.thread ?? withoutThread}`}
      onValueChange={(chosen) => {
        const [library = '', thread = withoutThread] = chosen.split('/')
        onChoose({ library, thread: thread === withoutThread ? null : thread })
      }}
    />
  )
}
