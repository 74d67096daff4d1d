import { useState } from 'react'
import type { LibraryView } from '../../../domain/views/library.ts'
import { revealInFolder } from '../../api/host-api.ts'
import { forgetLibraryOnDevice } from '../../api/library-api.ts'
import { refreshLibraries, useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { hrefOf } from '../../app/route.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { AskDialog } from '../../ui/ask-dialog.tsx'
import { LinkButton, TextAction, TextActions } from '../../ui/button.tsx'
import { Pill } from '../../ui/pill.tsx'
import { LinedItem, LinedList, Row } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import { ExportAction, ExportProgress } from '../share/export-library.tsx'
import css from './settings.module.css'

/** The libraries that are open on this device, and the way to more. */
export function LibrariesSettings() {
  const libraries = useLive((live) => live.libraries) ?? []
  return (
    <>
      {libraries.length === 0 && <Note className={css.data}>{text('settings.no-libraries')}</Note>}
      <LinedList label={text('settings.libraries')}>
        {libraries.map((library) => (
          <LibraryRow key={library.id} library={library} />
        ))}
      </LinedList>
      <Row gap={3} className={css.actions}>
        <LinkButton href={hrefOf({ screen: 'first-run' })}>{text('settings.add-library')}</LinkButton>
        <LinkButton variant="ghost" href={hrefOf({ screen: 'health' })}>
          {text('shell.library-health')}
        </LinkButton>
      </Row>
    </>
  )
}

function LibraryRow({ library }: { library: LibraryView }) {
  const canReveal = useLive((live) => live.host?.abilities.includes('reveal') ?? false)
  const sayFailure = useSayFailure()
  const [isAsking, setIsAsking] = useState(false)
  return (
    <LinedItem>
      <Row gap={2} align="baseline" wrap>
        <b>{library.name}</b>
        {library.isSample && <Pill>{text('settings.sample')}</Pill>}
        {library.isUnconfirmed && <Pill>{text('people.unconfirmed')}</Pill>}
      </Row>
      <p className={css.path}>{library.dir}</p>
      <TextActions className={css.rowActions}>
        {canReveal && (
          <TextAction onClick={() => void revealInFolder(library.id, null).catch(sayFailure)}>
            {text('settings.reveal')}
          </TextAction>
        )}
        <ExportAction library={library} />
        <TextAction onClick={() => setIsAsking(true)}>{text('settings.forget')}</TextAction>
      </TextActions>
      <ExportProgress library={library.id} />
      {isAsking && <ForgetDialog library={library} onClose={() => setIsAsking(false)} />}
    </LinedItem>
  )
}

function ForgetDialog({ library, onClose }: { library: LibraryView; onClose: () => void }) {
  const sayFailure = useSayFailure()
  const waitingCount = useLive((live) => live.outbox.filter((entry) => entry.library === library.id).length)
  const forget = async (): Promise<void> => {
    try {
      await forgetLibraryOnDevice(library.id)
      await refreshLibraries()
      onClose()
    } catch (thrown) {
      sayFailure(thrown)
    }
  }
  return (
    <AskDialog
      title={text('settings.forget-title', { library: library.name })}
      description={text('settings.forget-lead')}
      verb={text('settings.forget')}
      onDo={() => void forget()}
      onClose={onClose}
    >
      {waitingCount > 0 && <p>{text('settings.forget-waiting', { count: waitingCount })}</p>}
    </AskDialog>
  )
}
