import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { IconButton, LinkButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useSharing } from '../share/use-sharing.tsx'
import { WithdrawDialog } from '../watch/withdraw-dialog.tsx'
import type { PathPlace } from './use-path.ts'

/** What can be done with a path: edited and handed on by anyone, withdrawn by its maker. */
export function PathActions({ place }: { place: PathPlace }) {
  const { library, path, isMine } = place
  const [isWithdrawing, setWithdrawing] = useState(false)
  const sharing = useSharing({ library: library.id, view: path })
  return (
    <>
      <LinkButton size="s" href={hrefOf({ screen: 'path-edit', library: library.id, path: path.id })}>
        {text('onboarding.edit')}
      </LinkButton>
      <Menu
        trigger={<IconButton size="s" icon={Ellipsis} label={text('onboarding.more')} />}
        items={[
          ...sharing.items,
          ...(isMine
            ? ['line' as const, { label: text('common.withdraw'), danger: true, onSelect: () => setWithdrawing(true) }]
            : []),
        ]}
      />
      {sharing.dialog}
      <WithdrawDialog
        library={library.id}
        id={path.id}
        title={text('onboarding.withdraw-title', { title: path.title })}
        hint={text('onboarding.withdraw-hint')}
        isOpen={isWithdrawing}
        onClose={() => setWithdrawing(false)}
        onWithdrawn={() => goTo({ screen: 'onboarding' })}
      />
    </>
  )
}
