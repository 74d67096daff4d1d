import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { fetchSettings } from '../../api/host-api.ts'
import { wearAppearance } from '../../app/use-appearance.ts'
import { ControlWindow } from './control-window.tsx'
import './control-window.css'

/** Draws the small control instead of the page: it follows the page that records, and asks the backend for little. */
export async function startControl(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no root element')
  document.documentElement.dataset.window = 'control'
  const settings = await fetchSettings().catch(() => null)
  if (settings !== null) wearAppearance(settings)
  createRoot(root).render(
    <StrictMode>
      <ControlWindow />
    </StrictMode>,
  )
}
