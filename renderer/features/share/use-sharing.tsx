import { type ReactNode, useState } from 'react'
import type { DocumentView, VideoItemView } from '../../../domain/views/records.ts'
import { text } from '../../app/messages/text.ts'
import { useTimeZone } from '../../app/use-reader.ts'
import { usePeople } from '../../cache/queries.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { useToasts } from '../../ui/toast.tsx'
import { ShareDialog } from './share-dialog.tsx'
import { canBeWrittenOut, type WrittenOut, writtenOut } from './written-out.ts'

/** "Copy as text" and "Share a copy…" for a thing's menu, and the window that the second opens. */
export function useSharing({ library, view }: { library: string; view: WrittenOut | VideoItemView | DocumentView }): {
  items: MenuItem[]
  dialog: ReactNode
} {
  const people = usePeople(library)
  const timeZone = useTimeZone()
  const toasts = useToasts()
  const [isSharing, setSharing] = useState(false)
  const copy = async (of: WrittenOut): Promise<void> => {
    try {
      await navigator.clipboard.writeText(await writtenOut({ library, view: of, people, timeZone }))
      toasts.show({ title: text('share.copied') })
    } catch {
      toasts.show({ title: text('share.copy-refused'), detail: text('share.copy-refused-why') })
    }
  }
  return {
    items: [
      ...(canBeWrittenOut(view) ? [{ label: text('share.copy-text'), onSelect: () => void copy(view) }] : []),
      { label: text('share.share'), onSelect: () => setSharing(true) },
    ],
    dialog: isSharing && <ShareDialog library={library} view={view} onClose={() => setSharing(false)} />,
  }
}
