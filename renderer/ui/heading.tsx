import type { HTMLAttributes, ReactNode, Ref } from 'react'
import { classes } from './classes.ts'
import css from './heading.module.css'

interface HeadingProps extends HTMLAttributes<HTMLHeadingElement> {
  /** Its place in the page's outline. */
  level: 1 | 2 | 3 | 4
  /** How it looks, where that is not what its level suggests; `label` is small and quiet, over a column. */
  look?: 'title' | 'subtitle' | 'section' | 'label' | undefined
  children: ReactNode
  ref?: Ref<HTMLHeadingElement> | undefined
}

const usualLook = { 1: 'title', 2: 'subtitle', 3: 'section', 4: 'label' } as const

/** A heading: serif for a page or an item, sans for a section in it. */
export function Heading({ level, look = usualLook[level], className, children, ...rest }: HeadingProps) {
  const Tag = `h${level}` as const
  return (
    <Tag {...rest} className={classes(css[look], className)}>
      {children}
    </Tag>
  )
}
