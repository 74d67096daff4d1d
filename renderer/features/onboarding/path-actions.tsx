import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { goTo, hrefOf } from '../../app/route.ts'
import { IconButton, LinkButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { WithdrawDialog } from '../watch/withdraw-dialog.tsx'
import type { PathPlace } from './use-path.ts'

/** What its maker can do with a path. */
export function PathActions({ place }: { place: PathPlace }) {
  const { library, path, isMine } = place
  const [isWithdrawing, setWithdrawing] = useState(false)
  return (
    <>
      <LinkButton size="s" href={hrefOf({ screen: 'path-edit', library: library.id, path: path.id })}>
        {text('onboarding.edit')}
      </LinkButton>
      {isMine && (
        <Menu
          trigger={<IconButton size="s" icon={Ellipsis} label={text('onboarding.more')} />}
          items={[{ label: text('common.withdraw'), danger: true, onSelect: () => setWithdrawing(true) }]}
        />
      )}
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
