// The base comes before every component's own style, so that these can say otherwise.
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { exchangeLaunchToken } from './api/session.ts'
import { App } from './app/app.tsx'
import { startLive } from './app/live.ts'
import { adoptStyleNonce } from './ui/nonce.ts'

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
