// The base comes before every component's own style, so that these can say otherwise.
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { config } from 'zod'

// Otherwise zod tries whether it may compile schemas, which the content security policy refuses and reports. The first
// schema is made after this, so all that makes schemas comes by the import below.
config({ jitless: true })
if (location.hash === '#/control') {
  const { startControl } = await import('./features/control/start-control.tsx')
  await startControl()
} else {
  const { startPage } = await import('./app/start.tsx')
  await startPage()
}
