import { useEffect } from 'react'
import type { Settings } from '../../electron/backend/settings/schema.ts'
import { useLive } from './live.ts'

type Appearance = Pick<Settings, 'appearance' | 'contrast'>

/** Holds the page's theme and contrast to the settings; "system" leaves both to the system. */
export function useAppearance(): void {
  const appearance = useLive((live) => live.settings?.appearance ?? 'system')
  const contrast = useLive((live) => live.settings?.contrast ?? 'system')
  useEffect(() => wearAppearance({ appearance, contrast }), [appearance, contrast])
}

/** Gives the page a theme and a contrast. */
export function wearAppearance({ appearance, contrast }: Appearance): void {
  const { dataset } = document.documentElement
  if (appearance === 'system') delete dataset.theme
  else dataset.theme = appearance
  if (contrast === 'system') delete dataset.contrast
  else dataset.contrast = contrast
}
