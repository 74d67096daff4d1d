import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { fetchSettings } from '../../api/host-api.ts'
import { text } from '../../app/messages/text.ts'
import { wearAppearance } from '../../app/use-appearance.ts'
import { ControlWindow } from './control-window.tsx'
import './control-window.css'

/** Draws the small control instead of the page: it follows the page that records, and asks the backend for little. */
export async function startControl(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no root element')
  document.title = text('control.name')
  document.documentElement.dataset.window = 'control'
  const settings = await fetchSettings().catch(() => null)
  // The host gives its windows the chosen theme as the system's, and changes it while this one is open.
  if (settings !== null) wearAppearance({ appearance: 'system', contrast: settings.contrast })
  createRoot(root).render(
    <StrictMode>
      <ControlWindow />
    </StrictMode>,
  )
}
