import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { usePerform } from '../../app/use-perform.ts'
import { usePeople } from '../../cache/queries.ts'
import type { MenuItem } from '../../ui/menu.tsx'

/** What an owner can do about something that should not stand in the library; nothing for everyone else. */
export function useHiding(library: string, id: string): { isByOwner: boolean; hide: MenuItem[]; show: () => void } {
  const perform = usePerform()
  const me = useLive((live) => live.libraries?.find((each) => each.id === library)?.me ?? '')
  const isByOwner = usePeople(library)?.get(me)?.isOwner === true
  const say = (isHidden: boolean): void => {
    const done = text(isHidden ? 'people.hide-done' : 'people.shown-again')
    void perform({ library, request: { request: 'hide', id, isHidden }, done })
  }
  const entry = { label: text('people.hide'), onSelect: () => say(true) }
  return { isByOwner, hide: isByOwner ? ['line', entry] : [], show: () => say(false) }
}
