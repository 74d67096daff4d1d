import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { DocumentView } from '../../../domain/views/records.ts'
import { revealInFolder } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { IconButton, LinkButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useHiding } from '../people/use-hiding.ts'
import { useSharing } from '../share/use-sharing.tsx'
import { HistoryDialog } from '../versions/history-dialog.tsx'
import { WithdrawDialog } from '../watch/withdraw-dialog.tsx'

/** What can be done with a document: edited by anyone, withdrawn by its author. */
export function DocumentActions({ library, view, isMine }: { library: string; view: DocumentView; isMine: boolean }) {
  const [isWithdrawing, setWithdrawing] = useState(false)
  const [isReadingHistory, setReadingHistory] = useState(false)
  const canReveal = useLive((live) => live.host?.abilities.includes('reveal') ?? false)
  const sayFailure = useSayFailure()
  const sharing = useSharing({ library, view })
  const { hide } = useHiding(library, view.id)
  const edit = hrefOf({ screen: 'document-edit', library, document: view.id, path: null })
  const decide = hrefOf({ screen: 'decision-edit', library, decision: null, onItem: view.id, atMs: null })
  return (
    <>
      <LinkButton size="s" href={edit}>
        {text('documents.edit')}
      </LinkButton>
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={text('documents.more')} />}
        items={[
          { label: text('watch.decide'), href: decide },
          ...sharing.items,
          ...(canReveal
            ? [
                {
                  label: text('documents.reveal'),
                  onSelect: () => void revealInFolder(library, view.id).catch(sayFailure),
                },
              ]
            : []),
          { label: text('versions.history'), onSelect: () => setReadingHistory(true) },
          ...(view.isHidden ? [] : hide),
          ...(isMine
            ? ['line' as const, { label: text('common.withdraw'), danger: true, onSelect: () => setWithdrawing(true) }]
            : []),
        ]}
      />
      {isReadingHistory && (
        <HistoryDialog library={library} view={view} canKeep onClose={() => setReadingHistory(false)} />
      )}
      {sharing.dialog}
      <WithdrawDialog
        library={library}
        id={view.id}
        title={text('documents.withdraw-title', { title: view.title })}
        isOpen={isWithdrawing}
        onClose={() => setWithdrawing(false)}
        onWithdrawn={() => goTo({ screen: 'onboarding' })}
      />
    </>
  )
}
