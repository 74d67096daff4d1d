import { useEffect, useState } from 'react'
import { isMeantElsewhere } from '../use-go-keys.ts'
import { KeysDialog } from './keys-dialog.tsx'
import { Palette } from './palette.tsx'

/** Mod+K opens search and commands, `?` the list of keys, wherever one is. */
export function Commands() {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault()
        setOpen((before) => (before === 'palette' ? null : 'palette'))
      } else if (event.key === '?' && !isMeantElsewhere(event)) {
        event.preventDefault()
        setOpen('keys')
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  if (open === 'palette') return <Palette onClose={() => setOpen(null)} onShowKeys={() => setOpen('keys')} />
  return open === 'keys' ? <KeysDialog onClose={() => setOpen(null)} /> : null
}
