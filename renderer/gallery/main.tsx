import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { adoptStyleNonce } from '../ui/nonce.ts'
import { Gallery } from './gallery.tsx'
import '../ui/fonts.css'
import '../ui/tokens.css'
import '../ui/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root element')

adoptStyleNonce()
createRoot(root).render(
  <StrictMode>
    <Gallery address={new URL(location.href)} />
  </StrictMode>,
)
