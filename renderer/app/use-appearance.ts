import { useEffect } from 'react'
import { useLive } from './live.ts'

/** Holds the page's theme and contrast to the settings; "system" leaves both to the system. */
export function useAppearance(): void {
  const appearance = useLive((live) => live.settings?.appearance ?? 'system')
  const contrast = useLive((live) => live.settings?.contrast ?? 'system')
  useEffect(() => {
    const { dataset } = document.documentElement
    if (appearance === 'system') delete dataset.theme
    else dataset.theme = appearance
    if (contrast === 'system') delete dataset.contrast
    else dataset.contrast = contrast
  }, [appearance, contrast])
}
