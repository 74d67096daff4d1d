import { useState } from 'react'
import type { QuestionView } from '../../../domain/views/records.ts'
import type { VersionText } from '../../../domain/views/versions.ts'
import { LinkedMarkdown } from '../../app/linked-markdown.tsx'
import { text } from '../../app/messages/text.ts'
import { writtenMoment } from '../../app/messages/when.ts'
import { usePerform } from '../../app/use-perform.ts'
import { useReader } from '../../app/use-reader.ts'
import { usePeople } from '../../cache/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Heading } from '../../ui/heading.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { Loading, Note, Said } from '../../ui/words.tsx'
import { shortNameOf } from '../people/person-mark.tsx'
import { questionLabel } from '../threads/thread-words.ts'
import { Difference } from './difference.tsx'
import { useAsked } from './use-version.ts'
import css from './versions.module.css'
import { fetchVersion } from './versions-api.ts'
import { wordsOf } from './words-of.ts'

interface VersionDialogProps {
  library: string
  id: string
  /** The one to read. */
  version: string
  /** The one shown on the screen, with which it is compared. */
  shown: string
  /** `beside` was written at the same time, `past` was replaced. */
  standing: 'beside' | 'past'
  /** Whether the reader may say which one stands. */
  canKeep: boolean
  isMarkdown: boolean
  questions?: readonly QuestionView[] | undefined
  /** Brings it together with the one shown; left out where that is not offered. */
  onMerge?: ((other: VersionText, shown: VersionText) => void) | undefined
  onClose: () => void
}

/** One version in full, and what it says otherwise than the one shown. */
export function VersionDialog(props: VersionDialogProps) {
  const { library, id, version, shown, standing, canKeep, onMerge, onClose } = props
  const perform = usePerform()
  const reader = useReader()
  const people = usePeople(library)
  const both = useAsked(`${library}/${id}/${version}/${shown}`, async () => {
    const [other, now] = await Promise.all([
      fetchVersion({ library, id, version }),
      fetchVersion({ library, id, version: shown }),
    ])
    return { other, now }
  })
  const keep = (field: string): void => {
    onClose()
    const done = text(standing === 'beside' ? 'versions.kept' : 'versions.used-again')
    void perform({ library, request: { request: 'version.keep', id, field, version }, done })
  }
  const found = both.state === 'answered' ? both.value : null
  const isWhole = found !== null && wordsOf(found.other) !== null
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      width="l"
      title={
        found === null ? text('common.loading') : text('versions.of', { name: shortNameOf(found.other.by, people) })
      }
      description={found === null ? undefined : writtenMoment(found.other.atMs, reader)}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text('common.close')}
          </Button>
          {isWhole && canKeep && (
            <Button variant={onMerge ? 'outline' : 'primary'} onClick={() => keep(found.other.field)}>
              {text(standing === 'beside' ? 'versions.keep' : 'versions.use-again')}
            </Button>
          )}
          {isWhole && onMerge && (
            <Button variant="primary" onClick={() => onMerge(found.other, found.now)}>
              {text('versions.merge')}
            </Button>
          )}
        </>
      }
    >
      {both.state === 'asking' && <Loading>{text('common.loading')}</Loading>}
      {both.state === 'failed' && <ErrorNotice failure={both.failure} />}
      {found !== null && <Both {...props} other={found.other} now={found.now} />}
    </Dialog>
  )
}

function Both({ other, now, ...props }: VersionDialogProps & { other: VersionText; now: VersionText }) {
  const [view, setView] = useState<'text' | 'difference'>('text')
  const before = wordsOf(now)
  const after = wordsOf(other)
  if (before === null || after === null) return <Words {...props} version={other} />
  return (
    <Tabs
      tabs={[
        { value: 'text', label: text('versions.text') },
        { value: 'difference', label: text('versions.difference') },
      ]}
      value={view}
      onValueChange={setView}
      label={text('versions.views')}
      look="plain"
    >
      <TabPanel value="text">
        <Words {...props} version={other} />
      </TabPanel>
      <TabPanel value="difference">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
        <div className={css.words} tabIndex={0}>
          <Difference before={before} after={after} />
        </div>
      </TabPanel>
    </Tabs>
  )
}

function Words({
  version,
  isMarkdown,
  questions = [],
}: {
  version: VersionText
  isMarkdown: boolean
  questions?: readonly QuestionView[] | undefined
}) {
  const { title, parts } = version
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <div className={css.words} tabIndex={0}>
      {title !== '' && (
        <Heading level={3} look="subtitle">
          {title}
        </Heading>
      )}
      {parts.map(({ heading, text: words }, place) => {
        const question = questions.find(({ id }) => id === heading)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing but their place
          <div key={place}>
            {question && <Note>{questionLabel(question.text)}</Note>}
            {words === null ? (
              <Note>{text('versions.not-here')}</Note>
            ) : isMarkdown ? (
              <LinkedMarkdown source={words} />
            ) : (
              <Said>{words}</Said>
            )}
          </div>
        )
      })}
    </div>
  )
}
