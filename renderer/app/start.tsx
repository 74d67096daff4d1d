import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { exchangeLaunchToken } from '../api/session.ts'
import { adoptStyleNonce } from '../ui/nonce.ts'
import { App } from './app.tsx'
import { startLive } from './live.ts'

/** Draws the page. Resolves once it is drawn for the first time; what it shows comes by and by. */
export async function startPage(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the page has no root element')
  adoptStyleNonce()
  // The session comes first: without it no request is answered.
  await exchangeLaunchToken()
  startLive()
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
