import { Tooltip as RadixTooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import css from './tooltip.module.css'

interface TooltipProps {
  /** A few words; never the only place where something is said. */
  says: ReactNode
  side?: 'top' | 'bottom' | 'left' | 'right' | undefined
  /** A button or a link. */
  children: ReactElement
}

/** A few words about a control, on hover and on focus. */
export function Tooltip({ says, side = 'top', children }: TooltipProps) {
  return (
    <RadixTooltip.Provider delayDuration={400}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content className={css.tooltip} side={side} sideOffset={6} collisionPadding={8}>
            {says}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  )
}
