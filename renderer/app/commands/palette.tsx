import { Search } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import type { SearchHit } from '../../../domain/views/library.ts'
import { useThreads } from '../../cache/queries.ts'
import { isTitleAlone, routeOfHit } from '../../features/search/hits.ts'
import { Snippet } from '../../features/search/snippet.tsx'
import { useSearch } from '../../features/search/use-search.ts'
import { classes } from '../../ui/classes.ts'
import { Icon } from '../../ui/icon.tsx'
import { useLive } from '../live.ts'
import { text } from '../messages/text.ts'
import { writtenLength } from '../messages/when.ts'
import { goTo, type Route } from '../route.ts'
import { matching } from './matching.ts'
import { commandsFor } from './offered.ts'
import css from './palette.module.css'

interface PaletteProps {
  onClose: () => void
  onShowKeys: () => void
}

/** What is offered at one line of the palette. */
interface Offer {
  id: string
  title: string
  hit: SearchHit | null
  does: Route | 'show-keys'
}

const mostCommands = 8
const mostHits = 8

/** Search and commands in one field over the page: arrows choose, Enter opens, Escape closes. */
export function Palette({ onClose, onShowKeys }: PaletteProps) {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const id = useId()
  const { commands, found } = useOffers(typed)
  const offers = [...commands, ...found]
  const current = Math.min(chosen, offers.length - 1)
  const pick = (offer: Offer | undefined): void => {
    if (offer === undefined) return
    onClose()
    if (offer.does === 'show-keys') onShowKeys()
    else goTo(offer.does)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      pick(offers[current])
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || offers.length === 0) return
    event.preventDefault()
    setChosen((current + step + offers.length) % offers.length)
  }
  const lineOf = (offer: Offer, place: number) => (
    <Line
      key={offer.id}
      id={`${id}-${place}`}
      offer={offer}
      isChosen={place === current}
      onPick={() => pick(offer)}
      onPoint={() => setChosen(place)}
    />
  )
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={css.scrim}>
          <Dialog.Content className={css.window} aria-describedby={undefined}>
            <Dialog.Title className={css.title}>{text('commands.title')}</Dialog.Title>
            <div className={css.field}>
              <Icon of={Search} />
              <input
                type="text"
                role="combobox"
                className={css.input}
                aria-label={text('commands.title')}
                aria-expanded
                aria-controls={`${id}-list`}
                aria-activedescendant={offers.length === 0 ? undefined : `${id}-${current}`}
                aria-autocomplete="list"
                autoComplete="off"
                spellCheck={false}
                placeholder={text('commands.placeholder')}
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value)
                  setChosen(0)
                }}
                onKeyDown={onKey}
              />
            </div>
            <div id={`${id}-list`} role="listbox" aria-label={text('commands.results')} className={css.list}>
              {commands.map((offer, place) => lineOf(offer, place))}
              {found.map((offer, place) => lineOf(offer, commands.length + place))}
            </div>
            {offers.length === 0 && <p className={css.none}>{text('commands.none')}</p>}
          </Dialog.Content>
        </Dialog.Overlay>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** What answers the words typed so far: commands by their names, then what was said and written. */
function useOffers(typed: string): { commands: Offer[]; found: Offer[] } {
  const libraries = useLive((live) => live.libraries)
  const threads = useThreads(null)
  const query = typed.trim().length < 2 ? '' : typed
  const { found } = useSearch(query, mostHits)
  const all = useMemo(() => commandsFor({ libraries: libraries ?? [], threads: threads ?? [] }), [libraries, threads])
  const commands = matching(all, typed)
    .slice(0, mostCommands)
    .map((command) => ({ ...command, hit: null }))
  if (query === '') return { commands, found: [] }
  const hits = (found?.answer.hits ?? []).slice(0, mostHits).map((hit) => ({
    id: `${hit.library}/${hit.id}`,
    title: hit.title === '' ? text('search.comment') : hit.title,
    hit,
    does: routeOfHit(hit),
  }))
  const searchFor: Offer = {
    id: 'search',
    title: text('commands.search-for', { query: typed.trim() }),
    hit: null,
    does: { screen: 'search', query: typed.trim() },
  }
  return { commands, found: [...hits, searchFor] }
}

interface LineProps {
  id: string
  offer: Offer
  isChosen: boolean
  onPick: () => void
  onPoint: () => void
}

function Line({ id, offer, isChosen, onPick, onPoint }: LineProps) {
  const { hit } = offer
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and follows the keys
    <div
      id={id}
      ref={isChosen ? keepInSight : null}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={classes(css.line, isChosen && css.chosen)}
      onClick={onPick}
      onPointerMove={onPoint}
    >
      <span className={css.name}>{hit !== null && isTitleAlone(hit) ? <Snippet hit={hit} /> : offer.title}</span>
      {hit !== null && !isTitleAlone(hit) && (
        <span className={css.snippet}>
          <Snippet hit={hit} />
        </span>
      )}
      {hit?.startSec != null && <span className={css.at}>{writtenLength(hit.startSec * 1000)}</span>}
    </div>
  )
}

function keepInSight(line: HTMLElement | null): void {
  line?.scrollIntoView({ block: 'nearest' })
}
