import { CornerLeftUp, Folder } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { FolderListing } from '../../../electron/backend/host/folders.ts'
import { listFolders } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/words.tsx'
import css from './first-run.module.css'
import { pathInside } from './folder-path.ts'

interface FolderDialogProps {
  title: string
  /** Where to begin; empty begins in one's own folder. */
  start: string
  onChosen: (path: string) => void
  onClose: () => void
}

/** Folders of this device, one level at a time. */
export function FolderDialog({ title, start, onChosen, onClose }: FolderDialogProps) {
  const [path, setPath] = useState(start === '' ? null : start)
  const [listing, setListing] = useState<FolderListing | null>(null)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  useEffect(() => {
    let isCurrent = true
    listFolders(path).then(
      (found) => {
        if (!isCurrent) return
        setListing(found)
        setFailure(null)
      },
      (thrown: unknown) => {
        if (isCurrent) setFailure(toFailure(thrown).body)
      },
    )
    return () => {
      isCurrent = false
    }
  }, [path])
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={title}
      description={<span className={css.path}>{listing?.path ?? path ?? ''}</span>}
      actions={
        <>
          <Button variant="ghost" onClick={onClose}>
            {text('common.cancel')}
          </Button>
          <Button
            variant="primary"
            disabled={listing === null || failure !== null}
            onClick={() => {
              if (listing !== null) onChosen(listing.path)
            }}
          >
            {text('first-run.use-folder')}
          </Button>
        </>
      }
    >
      {failure !== null && (
        <ErrorNotice
          failure={failure}
          actions={<Button onClick={() => setPath(null)}>{text('first-run.own-folder')}</Button>}
        />
      )}
      {listing !== null && failure === null && <Folders listing={listing} onOpen={setPath} />}
    </Dialog>
  )
}

function Folders({ listing, onOpen }: { listing: FolderListing; onOpen: (path: string) => void }) {
  const { parent } = listing
  return (
    <ul className={css.folders} aria-label={text('first-run.folders')}>
      {parent !== null && (
        <li>
          <button type="button" className={css.folder} onClick={() => onOpen(parent)}>
            <Icon of={CornerLeftUp} />
            {text('first-run.folder-above')}
          </button>
        </li>
      )}
      {listing.folders.map((name) => (
        <li key={name}>
          <button type="button" className={css.folder} onClick={() => onOpen(pathInside(listing.path, name))}>
            <Icon of={Folder} />
            {name}
          </button>
        </li>
      ))}
      {listing.folders.length === 0 && (
        <li className={css.noFolders}>
          <Note>{text('first-run.no-folders')}</Note>
        </li>
      )}
      {listing.isCut && (
        <li className={css.noFolders}>
          <Note>{text('first-run.folders-cut')}</Note>
        </li>
      )}
    </ul>
  )
}
