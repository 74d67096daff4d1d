import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { text } from '../../app/messages/text.ts'
import { goTo } from '../../app/route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Kbd, Shortcut } from '../../ui/kbd.tsx'
import { Page } from '../../ui/page.tsx'
import { LinedList } from '../../ui/row.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { Note } from '../../ui/words.tsx'
import { HitRow } from './hit-row.tsx'
import { hitsIn, type SearchTab, searchTabs } from './hits.ts'
import css from './search.module.css'
import { type Found, useSearch } from './use-search.ts'

const limit = 60

/** Search over everything that was written and said, in every open library. */
export function SearchScreen({ query }: { query: string }) {
  const [typed, setTyped] = useState(query)
  const [tab, setTab] = useState<SearchTab>('everything')
  const field = useRef<HTMLInputElement>(null)
  const { found, failure } = useSearch(typed, limit)
  // A link to another search, and back.
  const address = useRef(query)
  useEffect(() => {
    if (query === address.current) return
    address.current = query
    setTyped(query)
  }, [query])
  // The address follows what was answered, so that coming back finds the same.
  const answered = found?.query ?? null
  useEffect(() => {
    if (answered === null || answered === address.current) return
    address.current = answered
    goTo({ screen: 'search', query: answered }, { replace: true })
  }, [answered])
  useEffect(() => field.current?.focus(), [])
  const count = found?.answer.hits.length ?? 0
  return (
    <Page>
      <VisuallyHidden>
        <h1>{text('search.title')}</h1>
      </VisuallyHidden>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the links below, which are reached by Tab as well */}
      <div onKeyDown={(event) => moveAmongHits(event, field.current, found?.query === typed)}>
        <TextInput
          ref={field}
          type="search"
          size="l"
          icon={Search}
          aria-label={text('search.field')}
          placeholder={text('search.placeholder')}
          value={typed}
          onValueChange={setTyped}
          autoComplete="off"
          spellCheck={false}
          after={
            <span role="status">
              {typed.trim() !== '' &&
                found !== null &&
                text(count === limit ? 'search.found-most' : 'search.found', { count })}
            </span>
          }
        />
        {failure !== null && <ErrorNotice failure={failure} />}
        {typed.trim() === '' || found === null ? (
          <Start />
        ) : (
          <Tabs
            look="plain"
            className={css.tabs}
            tabs={searchTabs.map((value) => ({ value, label: text(`search.${value}`) }))}
            value={tab}
            onValueChange={setTab}
            label={text('search.which')}
          >
            {searchTabs.map((value) => (
              <TabPanel key={value} value={value}>
                <Hits found={found} tab={value} />
              </TabPanel>
            ))}
          </Tabs>
        )}
      </div>
    </Page>
  )
}

function Hits({ found, tab }: { found: Found; tab: SearchTab }) {
  const { hits, tookMs } = found.answer
  const shown = hitsIn(tab, hits)
  if (found.query.trim() === '') return null
  if (hits.length === 0) {
    return (
      <EmptyState level={2} title={text('search.none', { query: found.query.trim() })}>
        {text('search.none-lead')}
      </EmptyState>
    )
  }
  return (
    <>
      {shown.length === 0 && <Note className={css.none}>{text('search.none-in-tab', { count: hits.length })}</Note>}
      <LinedList label={text('search.results')}>
        {shown.map((hit) => (
          <HitRow key={`${hit.library}/${hit.id}`} hit={hit} />
        ))}
      </LinedList>
      <p className={css.foot}>
        {text('search.took', { ms: Math.max(1, Math.round(tookMs)) })} <Shortcut keys={['up']} />{' '}
        <Shortcut keys={['down']} /> {text('search.choose')} <Shortcut keys={['enter']} /> {text('search.opens')}
      </p>
    </>
  )
}

/** Before anything was typed: what can be found, and how to ask more narrowly. */
function Start() {
  const hints = [
    { sample: 'from:mara', says: text('search.hint-from') },
    { sample: 'thread:payments', says: text('search.hint-thread') },
    { sample: 'kind:decision', says: text('search.hint-kind') },
    { sample: 'after:2026-10', says: text('search.hint-after') },
    { sample: '"retry queue"', says: text('search.hint-phrase') },
  ]
  return (
    <EmptyState
      level={2}
      title={text('search.start')}
      notes={
        <dl className={css.hints}>
          {hints.map(({ sample, says }) => (
            <div key={sample}>
              <dt>
                <Kbd>{sample}</Kbd>
              </dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      }
    >
      {text('search.start-lead')}
    </EmptyState>
  )
}

/** Down leaves the field for the first hit, up and down go on among them, and Enter in the field opens the first. */
function moveAmongHits(event: KeyboardEvent<HTMLElement>, field: HTMLInputElement | null, isAnswered: boolean): void {
  if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey || event.altKey) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-hit]')]
  const place = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1
  const isInField = document.activeElement === field
  // What stands there before the answer came is another question's.
  if (event.key === 'Enter' && isInField && isAnswered) links[0]?.click()
  if (event.key === 'Escape' && place >= 0) field?.focus()
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  if (place < 0 && !isInField) return
  event.preventDefault()
  const next = place + (event.key === 'ArrowDown' ? 1 : -1)
  if (next < 0) field?.focus()
  else links[next]?.focus()
}
