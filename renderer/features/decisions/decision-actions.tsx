import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { DecisionView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { IconButton, LinkButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useHiding } from '../people/use-hiding.ts'
import { useSharing } from '../share/use-sharing.tsx'
import { WithdrawDialog } from '../watch/withdraw-dialog.tsx'

/** What can be done with a decision: replaced by anyone, edited and withdrawn by its author. */
export function DecisionActions({ library, view, isMine }: { library: string; view: DecisionView; isMine: boolean }) {
  const [isWithdrawing, setWithdrawing] = useState(false)
  const sharing = useSharing({ library, view })
  const { hide } = useHiding(library, view.id)
  const edit = hrefOf({ screen: 'decision-edit', library, decision: view.id, onItem: null, atMs: null })
  const replace = hrefOf({ screen: 'decision-edit', library, decision: null, onItem: view.id, atMs: null })
  return (
    <>
      {isMine && (
        <LinkButton size="s" href={edit}>
          {text('decisions.edit')}
        </LinkButton>
      )}
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={text('watch.more')} />}
        items={[
          { label: text('decisions.replace'), href: replace },
          'line',
          ...sharing.items,
          ...(view.isHidden ? [] : hide),
          ...(isMine
            ? ['line' as const, { label: text('watch.withdraw'), danger: true, onSelect: () => setWithdrawing(true) }]
            : []),
        ]}
      />
      {sharing.dialog}
      <WithdrawDialog
        library={library}
        id={view.id}
        title={text('decisions.withdraw-title', { title: view.title })}
        hint={text('decisions.withdraw-hint')}
        isOpen={isWithdrawing}
        onClose={() => setWithdrawing(false)}
        onWithdrawn={() => goTo({ screen: 'decisions' })}
      />
    </>
  )
}
