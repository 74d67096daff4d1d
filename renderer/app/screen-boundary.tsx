import { Component, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Page } from '../ui/page.tsx'
import { text } from './messages/text.ts'

interface ScreenBoundaryProps {
  /** The address of the screen; at another one it is tried anew. */
  place: string
  children: ReactNode
}

/**
 * Keeps a screen that cannot be drawn, or cannot be fetched since Ownpace was updated meanwhile, from taking the rest of
 * the page with it: a recording that goes on, and what waits to be published.
 */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true }
  }

  override componentDidUpdate(before: ScreenBoundaryProps): void {
    if (this.state.hasFailed && before.place !== this.props.place) this.setState({ hasFailed: false })
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <Page>
        <ErrorNotice
          failure={{
            code: 'internal',
            message: text('errors.screen'),
            kept: text('errors.screen-kept'),
            remedy: text('errors.screen-remedy'),
          }}
          actions={<Button onClick={() => location.reload()}>{text('errors.load-again')}</Button>}
        />
      </Page>
    )
  }
}
