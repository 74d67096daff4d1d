import { type FormEvent, useId, useState } from 'react'
import { type FailureBody, toFailure } from '../../../domain/failure.ts'
import type { LibraryInspection } from '../../../domain/views/library.ts'
import { inspectFolder } from '../../api/library-api.ts'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Row, Stack } from '../../ui/row.tsx'
import { Lead } from '../../ui/words.tsx'
import css from './first-run.module.css'
import { FolderField } from './folder-field.tsx'
import { WhoAreYou } from './who-are-you.tsx'

/** Opens a library that someone shared: its folder, then who one is in it. */
export function JoinScreen() {
  const [dir, setDir] = useState('')
  const [found, setFound] = useState<{ dir: string; inspection: LibraryInspection } | null>(null)
  return (
    <Page>
      {found === null ? (
        <ChooseFolder dir={dir} onDirChange={setDir} onFound={(inspection, at) => setFound({ dir: at, inspection })} />
      ) : (
        <WhoAreYou dir={found.dir} inspection={found.inspection} onBack={() => setFound(null)} />
      )}
    </Page>
  )
}

interface ChooseFolderProps {
  dir: string
  onDirChange: (dir: string) => void
  onFound: (inspection: LibraryInspection, dir: string) => void
}

function ChooseFolder({ dir, onDirChange, onFound }: ChooseFolderProps) {
  const formId = useId()
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<FailureBody | null>(null)
  const [notLibrary, setNotLibrary] = useState<'empty-folder' | 'folder-with-files' | null>(null)
  const look = async (path: string): Promise<void> => {
    if (path.trim() === '' || isBusy) return
    setIsBusy(true)
    setFailure(null)
    setNotLibrary(null)
    try {
      const inspection = await inspectFolder(path.trim())
      if (inspection.kind === 'library') onFound(inspection, path.trim())
      else setNotLibrary(inspection.kind)
    } catch (thrown) {
      setFailure(toFailure(thrown).body)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <>
      <PageHeader title={text('first-run.open')} />
      <Lead className={css.joinLead}>{text('first-run.join-lead')}</Lead>
      <form
        id={formId}
        className={css.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void look(dir)
        }}
      >
        <Stack gap={4}>
          <FolderField
            label={text('first-run.folder')}
            hint={text('first-run.join-folder-hint')}
            value={dir}
            onValueChange={onDirChange}
            onChosen={(path) => void look(path)}
          />
          {notLibrary !== null && <NotALibrary kind={notLibrary} />}
          {failure !== null && <ErrorNotice failure={failure} />}
          <Row gap={3}>
            <Button
              variant="primary"
              type="submit"
              disabled={dir.trim() === ''}
              busy={isBusy ? text('first-run.looking') : undefined}
            >
              {text('first-run.open-folder')}
            </Button>
            <LinkButton variant="ghost" href={hrefOf({ screen: 'first-run' })}>
              {text('common.back')}
            </LinkButton>
          </Row>
        </Stack>
      </form>
    </>
  )
}

/** A folder that is fine but no library: nothing went wrong, so nothing is red. */
function NotALibrary({ kind }: { kind: 'empty-folder' | 'folder-with-files' }) {
  return (
    <section className={css.found} role="alert">
      <p>{text(kind === 'empty-folder' ? 'first-run.empty-folder' : 'first-run.not-a-library')}</p>
      <p>{text(kind === 'empty-folder' ? 'first-run.empty-folder-remedy' : 'first-run.not-a-library-remedy')}</p>
    </section>
  )
}
