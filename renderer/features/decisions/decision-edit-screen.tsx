import { useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import type { DecisionView, PersonView, RecordView } from '../../../domain/views/records.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { type Draft, useDraft } from '../../app/use-draft.ts'
import { usePerform } from '../../app/use-perform.ts'
import { setPrivate } from '../../cache/private.ts'
import { usePeople } from '../../cache/queries.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Row } from '../../ui/row.tsx'
import { Loading } from '../../ui/words.tsx'
import { useItem } from '../watch/use-item.ts'
import { type DecisionForm, formFrom, formOf, missingIn, newForm, requestOf } from './decision-form.ts'
import { DecisionFormFields } from './decision-form-fields.tsx'
import css from './decisions.module.css'

interface DecisionEditScreenProps {
  library: string
  /** Null for a new one. */
  decision: string | null
  /** What a new one is begun on: an update, a video, a comment, or the decision that it replaces. */
  onItem: string | null
  atMs: number | null
}

/** Writes a decision down, or corrects one. */
export function DecisionEditScreen({ library, decision, onItem, atMs }: DecisionEditScreenProps) {
  const home = useLive((live) => live.libraries?.find(({ id }) => id === library))
  const people = usePeople(library)
  const existing = useItem(library, decision)
  const on = useItem(library, onItem)
  const commentedOn = useItem(library, on?.kind === 'comment' ? on.on.item : null)
  const draftName = `decision:${library}:${decision ?? onItem ?? 'new'}`
  const draft = useDraft(draftName)
  const isKnown = existing !== undefined && on !== undefined && commentedOn !== undefined && draft.kept !== undefined
  if (!isKnown || !home || !people) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  if (decision !== null && (existing?.kind !== 'decision' || existing.author !== home.me)) {
    return <NotMine library={library} decision={existing?.kind === 'decision' ? existing : null} />
  }
  const begun = existing?.kind === 'decision' ? formOf(existing) : newForm({ me: home.me, on, atMs, commentedOn })
  return (
    <Editor
      library={home}
      decision={decision}
      begun={begun}
      replaced={on?.kind === 'decision' ? on : null}
      people={people}
      draftName={draftName}
      draft={draft}
    />
  )
}

function NotMine({ library, decision }: { library: string; decision: DecisionView | null }) {
  return (
    <Page>
      <EmptyState
        title={text(decision === null ? 'decisions.missing' : 'decisions.not-mine')}
        actions={
          <LinkButton
            href={hrefOf(
              decision === null ? { screen: 'decisions' } : { screen: 'decision', library, decision: decision.id },
            )}
          >
            {text('common.back')}
          </LinkButton>
        }
      >
        {text(decision === null ? 'decisions.missing-lead' : 'decisions.not-mine-lead')}
      </EmptyState>
    </Page>
  )
}

interface EditorProps {
  library: LibraryView
  decision: string | null
  begun: DecisionForm
  replaced: RecordView | null
  people: ReadonlyMap<string, PersonView>
  draftName: string
  draft: Draft
}

function Editor({ library, decision, begun, replaced, people, draftName, draft }: EditorProps) {
  const perform = usePerform()
  const [form, setForm] = useState<DecisionForm>(() => withNewEvidence(formFrom(draft.kept ?? null), begun))
  const [isChecked, setChecked] = useState(false)
  const [isSending, setSending] = useState(false)
  const missing = missingIn(form)
  const change = (patch: Partial<DecisionForm>): void => {
    const next = { ...form, ...patch }
    setForm(next)
    draft.keep(next)
  }
  const reopen = async (): Promise<void> => {
    await setPrivate({ [`draft:${draftName}`]: form })
    const onItem = begun.replaces ?? begun.evidence[0]?.item ?? null
    goTo({ screen: 'decision-edit', library: library.id, decision, onItem, atMs: null })
  }
  const send = async (): Promise<void> => {
    setChecked(true)
    if (missing.title || missing.why || isSending) return
    setSending(true)
    const answer = await perform({
      library: library.id,
      request: requestOf(form, decision),
      done: text(decision === null ? 'decisions.published' : 'decisions.corrected'),
      onUndone: () => void reopen(),
    })
    setSending(false)
    if (answer === null) return
    draft.clear()
    if (decision === null) goTo({ screen: 'decisions' })
    else goTo({ screen: 'decision', library: library.id, decision })
  }
  return (
    <Page>
      <PageHeader
        above={text('decisions.above')}
        title={text(decision === null ? 'decisions.new-title' : 'decisions.edit-title')}
      />
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <DecisionFormFields
          library={library.id}
          form={form}
          people={people}
          replaced={replaced}
          missing={isChecked ? missing : { title: false, why: false }}
          onChange={change}
        />
        <Row gap={3}>
          <Button type="submit" variant="primary" {...(isSending ? { busy: text('common.saving') } : {})}>
            {text(decision === null ? 'decisions.publish' : 'decisions.save')}
          </Button>
          <Button variant="ghost" onClick={() => history.back()}>
            {text('common.cancel')}
          </Button>
        </Row>
      </form>
    </Page>
  )
}

/** What was being written goes on; evidence that one comes with now joins it. */
function withNewEvidence(kept: DecisionForm | null, begun: DecisionForm): DecisionForm {
  if (kept === null) return begun
  const known = new Set(kept.evidence.map(({ item, ms }) => `${item}/${ms}`))
  const added = begun.evidence.filter(({ item, ms }) => !known.has(`${item}/${ms}`))
  return { ...kept, evidence: [...kept.evidence, ...added] }
}
