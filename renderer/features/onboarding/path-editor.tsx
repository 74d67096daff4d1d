import { CircleAlert, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import type { Draft } from '../../app/use-draft.ts'
import { useFormDraft } from '../../app/use-form-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Note } from '../../ui/words.tsx'
import { noteMade } from './just-made.ts'
import { missingIn, newPartId, type PathDraft, requestOf } from './path-draft.ts'
import css from './path-edit.module.css'
import { SectionsEditor } from './sections-editor.tsx'
import { useItems } from './use-items.ts'

interface PathEditorProps {
  library: LibraryView
  /** Null for a new one. */
  path: string | null
  /** What stands in the library; for a new path an empty one. */
  published: PathDraft
  /** What was being written before; null where nothing was. */
  kept: PathDraft | null
  draft: Draft
}

/** The form in which a path is made; what stands in it is kept as one goes. */
export function PathEditor({ library, path, published, kept, draft }: PathEditorProps) {
  const { form, isDraft, change, ...written } = useFormDraft({ published, kept, draft })
  const [isChecked, setChecked] = useState(false)
  const [isSending, setSending] = useState(false)
  const perform = usePerform()
  const ids = useMemo(() => form.sections.flatMap(({ steps }) => steps.map(({ item }) => item)), [form.sections])
  const items = useItems(library.id, ids)
  const discard = (): void => {
    written.discard()
    setChecked(false)
  }
  const missing = missingIn(form)
  const isMissing = missing.title || missing.steps || missing.sections.length > 0
  const publish = async (): Promise<void> => {
    setChecked(true)
    if (isMissing || isSending) return
    setSending(true)
    const answer = await perform({
      library: library.id,
      request: requestOf(form, path),
      done: text('onboarding.path-published'),
    })
    setSending(false)
    if (answer === null) return
    draft.clear()
    noteMade(answer.id)
    goTo({ screen: 'path', library: library.id, path: answer.id }, { replace: true })
  }
  return (
    <Page>
      <PageHeader
        above={text('onboarding.title')}
        title={text(path === null ? 'onboarding.new-path-title' : 'onboarding.edit-path-title')}
      />
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          void publish()
        }}
      >
        <Field
          label={text('onboarding.path-title')}
          error={isChecked && missing.title ? text('onboarding.path-title-missing') : undefined}
        >
          <TextInput
            size="l"
            value={form.title}
            maxLength={200}
            placeholder={text('onboarding.path-title-example')}
            onValueChange={(title) => change({ ...form, title })}
          />
        </Field>
        <Field label={text('onboarding.path-about')} optional>
          <TextArea
            rows={2}
            value={form.about}
            maxLength={2000}
            placeholder={text('onboarding.path-about-example')}
            onValueChange={(about) => change({ ...form, about })}
          />
        </Field>
        <SectionsEditor
          library={library.id}
          path={path}
          form={form}
          items={items}
          untitled={isChecked ? missing.sections : []}
          onChange={change}
        />
        <div>
          <Button
            icon={Plus}
            onClick={() =>
              change({ ...form, sections: [...form.sections, { id: newPartId('s'), title: '', steps: [] }] })
            }
            disabled={form.sections.length >= mostSections}
          >
            {text('onboarding.add-section')}
          </Button>
        </div>
        <div className={css.foot}>
          <Button type="submit" variant="primary" {...(isSending ? { busy: text('common.saving') } : {})}>
            {text(path === null ? 'onboarding.publish' : 'onboarding.publish-change')}
          </Button>
          {isDraft ? (
            <Button variant="ghost" onClick={discard}>
              {text('onboarding.discard-draft')}
            </Button>
          ) : (
            <Button variant="ghost" onClick={() => history.back()}>
              {text('common.cancel')}
            </Button>
          )}
          {isChecked && missing.steps ? (
            <p className={css.error} role="alert">
              <Icon of={CircleAlert} size={15} />
              {text('onboarding.steps-missing')}
            </p>
          ) : (
            <Note tone={3}>{text('onboarding.draft-kept')}</Note>
          )}
        </div>
      </form>
    </Page>
  )
}

/** As many as a library takes. */
const mostSections = 50
