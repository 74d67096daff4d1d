import { useState } from 'react'
import { openLink } from '../api/host-api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Markdown } from '../ui/markdown.tsx'
import css from './linked-markdown.module.css'
import { useLive } from './live.ts'
import { text } from './messages/text.ts'
import { useSayFailure } from './use-perform.ts'

/** Markdown whose links are followed only after asking. The desktop asks by itself; in a browser this page does. */
export function LinkedMarkdown({ source }: { source: string }) {
  const [link, setLink] = useState<string | null>(null)
  const isDesktop = useLive((live) => live.host?.host === 'desktop')
  const sayFailure = useSayFailure()
  const ask = (address: string): void => {
    if (isDesktop) openLink(address).catch(sayFailure)
    else setLink(address)
  }
  const follow = (): void => {
    if (link !== null) window.open(link, '_blank', 'noopener,noreferrer')
    setLink(null)
  }
  return (
    <>
      <Markdown source={source} onOpenLink={ask} />
      <Dialog
        open={link !== null}
        onOpenChange={(open) => {
          if (!open) setLink(null)
        }}
        width="s"
        title={text('common.open-link-title')}
        description={<span className={css.address}>{link}</span>}
        actions={
          <>
            <Button variant="ghost" onClick={() => setLink(null)}>
              {text('common.cancel')}
            </Button>
            <Button variant="primary" onClick={follow}>
              {text('common.open-link')}
            </Button>
          </>
        }
      />
    </>
  )
}
