import { type LucideIcon, Plus } from 'lucide-react'
import { text } from '../app/messages/text.ts'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'
import { Shortcut } from './kbd.tsx'
import css from './shell.module.css'

export interface ShellSection {
  id: string
  name: string
  icon: LucideIcon
  href: string
  /** A chord that leads here, as for Shortcut. */
  keys?: readonly string[] | undefined
}

export interface ShellThread {
  id: string
  name: string
  href: string
  hasNews: boolean
  /** The library's name; needed only where there is more than one. */
  library?: string | undefined
}

interface RailSectionsProps {
  sections: readonly ShellSection[]
  current: string | undefined
}

/** The rail's fixed places, each with its icon. */
export function RailSections({ sections, current }: RailSectionsProps) {
  return (
    <ul className={css.list}>
      {sections.map((section) => (
        <li key={section.id}>
          <a
            href={section.href}
            className={classes(css.link, section.id === current && css.here)}
            aria-current={section.id === current ? 'page' : undefined}
          >
            <Icon of={section.icon} />
            {section.name}
            {section.keys && (
              <span className={css.keys}>
                <Shortcut keys={section.keys} />
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}

interface RailThreadsProps {
  threads: readonly ShellThread[]
  current: string | undefined
  newThreadHref: string | undefined
}

/** The threads by name, by library where there are several; one with news is bold. */
export function RailThreads({ threads, current, newThreadHref }: RailThreadsProps) {
  if (threads.length === 0 && newThreadHref === undefined) return null
  const byLibrary = groupedByLibrary(threads)
  const several = byLibrary.size > 1
  return (
    <>
      <div className={css.label}>
        <span>{text('shell.threads')}</span>
        {newThreadHref !== undefined && (
          <a
            href={newThreadHref}
            className={css.newThread}
            aria-label={text('shell.new-thread')}
            title={text('shell.new-thread')}
          >
            <Icon of={Plus} size={15} />
          </a>
        )}
      </div>
      {[...byLibrary].map(([library, own]) => (
        <section key={library ?? ''} aria-label={library ?? text('shell.threads')}>
          {several && library !== undefined && <div className={css.library}>{library}</div>}
          <ul className={css.list}>
            {own.map((thread) => (
              <li key={thread.id}>
                <a
                  href={thread.href}
                  className={classes(css.link, thread.hasNews && css.news, thread.id === current && css.here)}
                  aria-current={thread.id === current ? 'page' : undefined}
                  aria-label={thread.hasNews ? text('shell.has-news', { name: thread.name }) : undefined}
                >
                  <span className={css.threadName}>{thread.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function groupedByLibrary(threads: readonly ShellThread[]): Map<string | undefined, ShellThread[]> {
  const groups = new Map<string | undefined, ShellThread[]>()
  for (const thread of threads) {
    const group = groups.get(thread.library)
    if (group === undefined) groups.set(thread.library, [thread])
    else group.push(thread)
  }
  return groups
}
