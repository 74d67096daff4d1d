import { Tabs as RadixTabs } from 'radix-ui'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import css from './tabs.module.css'

export interface Tab<Value extends string> {
  value: Value
  label: string
}

interface TabsProps<Value extends string> {
  tabs: readonly Tab<Value>[]
  value: Value
  onValueChange: (value: Value) => void
  /** Spoken name of the row of tabs. */
  label: string
  /** `line` underlines the chosen one (a page's parts); `plain` only sets it in ink (a column's parts, a filter). */
  look?: 'line' | 'plain' | undefined
  /** What stands at the right end of the row. */
  after?: ReactNode
  /** TabPanels, one a tab. */
  children: ReactNode
  className?: string | undefined
}

/** The parts of a page or a column, one shown at a time. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { tabs, value, onValueChange, label, look = 'line', after, children, className } = props
  return (
    <RadixTabs.Root
      value={value}
      onValueChange={(chosen) => {
        const tab = tabs.find((each) => each.value === chosen)
        if (tab !== undefined) onValueChange(tab.value)
      }}
      className={className}
    >
      <div className={classes(css.bar, css[look])}>
        <RadixTabs.List className={css.list} aria-label={label}>
          {tabs.map((tab) => (
            <RadixTabs.Trigger key={tab.value} value={tab.value} className={css.tab} data-label={tab.label}>
              {tab.label}
            </RadixTabs.Trigger>
          ))}
        </RadixTabs.List>
        {after}
      </div>
      {children}
    </RadixTabs.Root>
  )
}

/** What one tab shows. */
export function TabPanel({ value, children }: { value: string; children: ReactNode }) {
  return (
    <RadixTabs.Content value={value} className={css.panel}>
      {children}
    </RadixTabs.Content>
  )
}
