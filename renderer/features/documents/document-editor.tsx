import { CircleAlert } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { DocumentView } from '../../../domain/views/records.ts'
import { LinkedMarkdown } from '../../app/linked-markdown.tsx'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import type { Draft } from '../../app/use-draft.ts'
import { useFormDraft } from '../../app/use-form-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useThreads } from '../../cache/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { classes } from '../../ui/classes.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Shortcut } from '../../ui/kbd.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Select } from '../../ui/select.tsx'
import { Note } from '../../ui/words.tsx'
import { addWrittenDocument } from '../onboarding/add-written-document.ts'
import { noteMade } from '../onboarding/just-made.ts'
import { type DocumentDraft, missingIn, requestOf } from './document-draft.ts'
import css from './documents.module.css'
import { MarkdownEditor } from './markdown-editor.tsx'

interface DocumentEditorProps {
  library: string
  /** Null for a new one. */
  view: DocumentView | null
  /** The path that it is written for, `new` for one that is being made; null for none. */
  path: string | null
  published: DocumentDraft
  kept: DocumentDraft | null
  draft: Draft
}

/** Words on the left, how they will be read on the right; kept as one types. */
export function DocumentEditor({ library, view, path, published, kept, draft }: DocumentEditorProps) {
  const { form, isDraft, turn, ...written } = useFormDraft({ published, kept, draft })
  const [isChecked, setChecked] = useState(false)
  const [isSending, setSending] = useState(false)
  const [hasReadAll, setReadAll] = useState(false)
  const perform = usePerform()
  const shown = useDeferredValue(form.text)
  const missing = missingIn(form)
  const others = (view?.concurrentVersions ?? []).filter((version) => !form.basedOn.includes(version))

  const change = (patch: Partial<DocumentDraft>): void => {
    written.change({ ...form, ...patch })
  }
  const discard = (): void => {
    written.discard()
    setChecked(false)
  }
  const publish = async (): Promise<void> => {
    setChecked(true)
    if (missing.title || missing.text || isSending) return
    setSending(true)
    const request = requestOf(form, { document: view?.id ?? null, alsoRead: hasReadAll ? others : [] })
    const answer = await perform({
      ...{ library, request, done: text('documents.published') },
      onUndone: () => draft.keep(form),
    })
    setSending(false)
    if (answer === null) return
    draft.clear()
    noteMade(answer.id)
    if (path === null) {
      goTo({ screen: 'document', library, document: answer.id }, { replace: true })
      return
    }
    const pathId = path === 'new' ? null : path
    if (view === null) {
      await addWrittenDocument({ library, path: pathId, document: answer.id, title: form.title.trim() })
    }
    goTo({ screen: 'path-edit', library, path: pathId }, { replace: true })
  }
  const submitWords =
    path !== null && view === null
      ? text('documents.publish-to-path')
      : text(view === null ? 'documents.publish' : 'documents.publish-change')
  return (
    <Page width="wide">
      <form
        className={css.editor}
        onSubmit={(event) => {
          event.preventDefault()
          void publish()
        }}
      >
        <PageHeader
          above={text('documents.document')}
          title={text(view === null ? 'documents.new-title' : 'documents.edit-title')}
          actions={view === null && path === null && <ThreadChoice library={library} form={form} onChange={change} />}
        />
        <Field
          label={text('documents.title')}
          error={isChecked && missing.title ? text('documents.title-missing') : undefined}
        >
          <TextInput size="l" value={form.title} maxLength={200} onValueChange={(title) => change({ title })} />
        </Field>
        <div className={css.panes}>
          <div className={css.pane}>
            <div className={css.paneHead}>
              <span className={css.label}>{text('documents.text')}</span>
              <Note inline tone={3}>
                {text('documents.text-hint')}
              </Note>
            </div>
            <div className={classes(css.source, isChecked && missing.text && css.wrong)}>
              <MarkdownEditor
                key={turn}
                initial={form.text}
                label={text('documents.text')}
                hint={text('documents.text-example')}
                onChange={(words) => change({ text: words })}
                onSubmit={() => void publish()}
              />
            </div>
            {isChecked && missing.text && (
              <p className={css.error} role="alert">
                <Icon of={CircleAlert} size={15} />
                {text('documents.text-missing')}
              </p>
            )}
          </div>
          <section className={css.pane} aria-label={text('documents.preview')}>
            <div className={css.paneHead}>
              <span className={css.label}>{text('documents.preview')}</span>
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
            <div className={css.preview} tabIndex={0}>
              {shown.trim() === '' ? <Note>{text('documents.preview-empty')}</Note> : <LinkedMarkdown source={shown} />}
            </div>
          </section>
        </div>
        {others.length > 0 && (
          <Checkbox
            label={text('documents.replaces-all')}
            detail={text('documents.concurrent', { count: others.length })}
            checked={hasReadAll}
            onCheckedChange={setReadAll}
          />
        )}
        <Row gap={3} wrap>
          <Button type="submit" variant="primary" {...(isSending ? { busy: text('common.saving') } : {})}>
            {submitWords}
          </Button>
          {isDraft ? (
            <Button variant="ghost" onClick={discard}>
              {text('documents.discard-draft')}
            </Button>
          ) : (
            <Button variant="ghost" onClick={() => history.back()}>
              {text('common.cancel')}
            </Button>
          )}
          <Shortcut keys={['mod', 'enter']} />
          <Note tone={3}>{text('documents.draft-kept')}</Note>
        </Row>
      </form>
    </Page>
  )
}

const none = 'none'

function ThreadChoice({
  library,
  form,
  onChange,
}: {
  library: string
  form: DocumentDraft
  onChange: (patch: Partial<DocumentDraft>) => void
}) {
  const threads = useThreads(library) ?? []
  if (threads.length === 0) return null
  return (
    <Select
      size="s"
      label={text('documents.thread')}
      options={[
        { value: none, label: text('documents.no-thread') },
        ...threads.map(({ view }) => ({ value: view.id, label: view.name })),
      ]}
      value={form.thread === '' ? none : form.thread}
      onValueChange={(thread) => onChange({ thread: thread === none ? '' : thread })}
    />
  )
}
