import { Check, CircleDashed, Menu as MenuIcon, TriangleAlert } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type ReactNode, useEffect, useState } from 'react'
import { text } from '../app/messages/text.ts'
import { BrandMark } from './brand-mark.tsx'
import { Button, IconButton } from './button.tsx'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { RecordIcon } from './icons.ts'
import { ProgressBar } from './progress-bar.tsx'
import css from './shell.module.css'
import { RailSections, RailThreads, type ShellSection, type ShellThread } from './shell-nav.tsx'

/** What the foot of the rail says about the folder and about what is under way. */
export interface ShellStatus {
  /** `calm`: all is in the folder; `busy`: something is on its way; `attention`: a person has to do something. */
  state: 'calm' | 'busy' | 'attention'
  /** One line: "All is in the folder". */
  words: string
  href: string
  /** How far the work under way is, between 0 and 1; null while nothing can be counted. */
  fraction?: number | null | undefined
}

export interface ShellProps {
  sections: readonly ShellSection[]
  threads: readonly ShellThread[]
  /** The id of the section or thread one is in. */
  current: string | undefined
  status: ShellStatus
  onRecord: () => void
  /** Nothing can be recorded yet, as before the first library. */
  recordDisabled?: boolean | undefined
  newThreadHref?: string | undefined
  /** At the right of the name: a Menu with people, settings, library health. */
  more?: ReactNode
  children: ReactNode
}

const statusIcons = { calm: Check, busy: CircleDashed, attention: TriangleAlert } as const

const contentId = 'content'

/** The frame around every screen: the rail at the left, the screen at the right. On a narrow window the rail is a drawer. */
export function Shell(props: ShellProps) {
  const [drawerOpen, setDrawerOpen] = useState(false)
  useEffect(() => {
    const close = () => setDrawerOpen(false)
    window.addEventListener('hashchange', close)
    return () => window.removeEventListener('hashchange', close)
  }, [])
  return (
    <div className={css.frame}>
      <button type="button" className={css.skip} onClick={() => document.getElementById(contentId)?.focus()}>
        {text('shell.skip')}
      </button>
      <div className={css.topBar}>
        <Dialog.Root open={drawerOpen} onOpenChange={setDrawerOpen}>
          <Dialog.Trigger asChild>
            <IconButton icon={MenuIcon} label={text('shell.menu')} />
          </Dialog.Trigger>
          <Dialog.Portal>
            <Dialog.Overlay className={css.scrim} />
            <Dialog.Content className={css.drawer} aria-describedby={undefined}>
              <Dialog.Title className={css.drawerTitle}>{text('shell.menu')}</Dialog.Title>
              <Rail {...props} />
            </Dialog.Content>
          </Dialog.Portal>
        </Dialog.Root>
        <BrandMark size={22} />
        <span className={css.topName}>{text('shell.name')}</span>
        <Button variant="record" size="s" icon={RecordIcon} onClick={props.onRecord} disabled={props.recordDisabled}>
          {text('shell.record')}
        </Button>
      </div>
      <div className={css.side}>
        <Rail {...props} />
      </div>
      <main id={contentId} className={css.main} tabIndex={-1}>
        {props.children}
      </main>
    </div>
  )
}

function Rail({ sections, threads, current, status, onRecord, recordDisabled, newThreadHref, more }: ShellProps) {
  return (
    <div className={css.rail}>
      <div className={css.brand}>
        <BrandMark />
        <span className={css.name}>{text('shell.name')}</span>
        {more}
      </div>
      <nav className={css.nav} aria-label={text('shell.sections')}>
        <RailSections sections={sections} current={current} />
        <RailThreads threads={threads} current={current} newThreadHref={newThreadHref} />
      </nav>
      <Status status={status} />
      <div className={css.record}>
        <Button variant="record" icon={RecordIcon} wide onClick={onRecord} disabled={recordDisabled}>
          {text('shell.record')}
        </Button>
      </div>
    </div>
  )
}

function Status({ status }: { status: ShellStatus }) {
  return (
    <a href={status.href} className={classes(css.link, css.status, status.state === 'attention' && css.attention)}>
      <Icon of={statusIcons[status.state]} />
      <span className={css.statusWords} aria-live="polite">
        {status.words}
      </span>
      {status.fraction !== undefined && (
        <ProgressBar className={css.statusBar} fraction={status.fraction} label={status.words} />
      )}
    </a>
  )
}
