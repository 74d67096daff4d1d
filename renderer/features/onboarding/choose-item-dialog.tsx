import { Plus, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { roughLength } from '../../app/messages/when.ts'
import { usePeople, useRecords } from '../../cache/queries.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { LinedItem, LinedList, Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { nameOf, shortNameOf } from '../people/person-mark.tsx'
import { choicesFrom } from './choices.ts'
import css from './path-edit.module.css'
import { lengthOf } from './progress.ts'
import { kindAndLength } from './step-words.ts'

interface ChooseItemDialogProps {
  library: string
  inPath: ReadonlySet<string>
  onAdd: (item: string, title: string) => void
  onClose: () => void
}

/** What stands in the library already, to be added one by one. */
export function ChooseItemDialog({ library, inPath, onAdd, onClose }: ChooseItemDialogProps) {
  const [query, setQuery] = useState('')
  const people = usePeople(library)
  const videos = useRecords('video', library)
  const updates = useRecords('update', library)
  const documents = useRecords('document', library)
  const all = useMemo(
    () => [videos, updates, documents].flatMap((placed) => placed?.map(({ view }) => view) ?? []),
    [videos, updates, documents],
  )
  const choices = choicesFrom(all, { query, nameOf: (person) => nameOf(person, people) })
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={text('onboarding.choose-title')}
      actions={
        <Button variant="primary" onClick={onClose}>
          {text('onboarding.choose-done')}
        </Button>
      }
    >
      <Stack gap={3}>
        <TextInput
          type="search"
          icon={Search}
          value={query}
          onValueChange={setQuery}
          aria-label={text('onboarding.choose-search')}
          placeholder={text('onboarding.choose-search')}
        />
        {choices.length === 0 ? (
          <Note>{text(all.length === 0 ? 'onboarding.choose-empty' : 'onboarding.choose-none')}</Note>
        ) : (
          <div className={css.choices}>
            <LinedList label={text('onboarding.choose-list')}>
              {choices.map((item) => (
                <LinedItem
                  key={item.id}
                  align="center"
                  aside={
                    inPath.has(item.id) ? (
                      text('onboarding.choose-added')
                    ) : (
                      <IconButton
                        size="s"
                        icon={Plus}
                        label={text('onboarding.choose-add', { title: item.title })}
                        onClick={() => onAdd(item.id, item.title)}
                      />
                    )
                  }
                >
                  {item.title}
                  <Note>
                    {text('onboarding.choose-by', {
                      what: kindAndLength(item, roughLength(lengthOf(item))),
                      name: shortNameOf(item.author, people),
                    })}
                  </Note>
                </LinedItem>
              ))}
            </LinedList>
          </div>
        )}
      </Stack>
    </Dialog>
  )
}
