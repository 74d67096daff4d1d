import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { writtenChord } from '../../app/written-chord.ts'
import { Note } from '../../ui/words.tsx'

/** Said before the start where the small control could not be kept out of the picture; otherwise nothing. */
export function ControlNotice({ isWholeScreen }: { isWholeScreen: boolean }) {
  const abilities = useLive((live) => live.host?.abilities) ?? []
  const hotkeys = useLive((live) => live.settings?.hotkeys)
  if (!isWholeScreen || !abilities.includes('control') || abilities.includes('hidden-control')) return null
  const { keys, isOn } = hotkeys ?? { keys: null, isOn: false }
  const hasEveryKey = isOn && keys !== null && Object.values(keys).every((chord) => chord !== '')
  return (
    <Note>
      {text(abilities.includes('tray') ? 'control.in-picture' : 'control.in-picture-keys')}{' '}
      {hasEveryKey &&
        text('control.keys-here', {
          pause: writtenChord(keys['toggle-pause']),
          next: writtenChord(keys['next-question']),
          mark: writtenChord(keys.mark),
          finish: writtenChord(keys['start-stop']),
        })}
    </Note>
  )
}
