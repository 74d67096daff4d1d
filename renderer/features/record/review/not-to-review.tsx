import type { TakeView } from '../../../../domain/takes/view.ts'
import { text } from '../../../app/messages/text.ts'
import { writtenMoment } from '../../../app/messages/when.ts'
import { goTo, hrefOf } from '../../../app/route.ts'
import { useSayFailure } from '../../../app/use-perform.ts'
import { useReader } from '../../../app/use-reader.ts'
import { takesApi } from '../../../capture/takes-api.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Page } from '../../../ui/page.tsx'

interface NotToReviewProps {
  view: TakeView
  isOnItsWay?: boolean | undefined
  /** It was brought back. */
  onBack: () => void
}

/** A recording that has been put aside, published, or sent on its way: what it is, and what can be done. */
export function NotToReview({ view, isOnItsWay, onBack }: NotToReviewProps) {
  const reader = useReader()
  const sayFailure = useSayFailure()
  const { take, publishedItem, removedAtMs, status } = view
  const home = <LinkButton href={hrefOf({ screen: 'catch-up' })}>{text('shell.catch-up')}</LinkButton>
  if (status === 'discarded') {
    return (
      <Page>
        <EmptyState
          title={text('review.set-aside')}
          actions={
            <>
              <Button variant="primary" onClick={() => void takesApi().restore(take.id).then(onBack).catch(sayFailure)}>
                {text('record.bring-back')}
              </Button>
              {home}
            </>
          }
        >
          {removedAtMs !== null && text('review.set-aside-until', { when: writtenMoment(removedAtMs, reader) })}
        </EmptyState>
      </Page>
    )
  }
  if (isOnItsWay) {
    return (
      <Page>
        <EmptyState title={text('review.on-its-way')} actions={home}>
          {text('review.on-its-way-note')}
        </EmptyState>
      </Page>
    )
  }
  const { library } = take
  return (
    <Page>
      <EmptyState
        title={text('review.is-published')}
        actions={
          <>
            {publishedItem !== null && library !== null && (
              <Button
                variant="primary"
                onClick={() =>
                  goTo({
                    ...{ screen: 'watch', library, item: publishedItem },
                    ...{ atMs: null, isReading: false, isQueue: false },
                  })
                }
              >
                {text('review.see-it')}
              </Button>
            )}
            {home}
          </>
        }
      />
    </Page>
  )
}
