import type { LucideIcon } from 'lucide-react'

interface IconProps {
  of: LucideIcon
  /** In px; 17 in lists and buttons. */
  size?: number | undefined
  strokeWidth?: number | undefined
  /** Only where no words stand beside it; without one the icon is decoration. */
  label?: string | undefined
  className?: string | undefined
}

/** One line icon of the set, drawn with the stroke of the look. */
export function Icon({ of: Drawing, size = 17, strokeWidth = 1.6, label, className }: IconProps) {
  const spoken = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return <Drawing size={size} strokeWidth={strokeWidth} className={className} style={{ flex: 'none' }} {...spoken} />
}
