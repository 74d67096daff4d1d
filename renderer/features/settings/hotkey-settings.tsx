import { useEffect, useRef, useState } from 'react'
import { chordOf, defaultHotkeys, type HotkeyAction, hotkeyActions, sharersOf } from '../../../domain/hotkeys.ts'
import type { HotkeyStatus } from '../../../electron/backend/ports.ts'
import type { Settings } from '../../../electron/backend/settings/schema.ts'
import { fetchHotkeyStatus, pauseHotkeys } from '../../api/host-api.ts'
import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { useSayFailure } from '../../app/use-perform.ts'
import { writtenChord } from '../../app/written-chord.ts'
import { Button, TextAction, TextActions } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import { isApple, Kbd } from '../../ui/kbd.tsx'
import { LinedItem, LinedList, Row, Stack } from '../../ui/row.tsx'
import { Note } from '../../ui/words.tsx'
import css from './hotkey-settings.module.css'
import { useChange } from './use-change.ts'

const names: Record<HotkeyAction, string> = {
  'start-stop': text('settings.key-start-stop'),
  'toggle-pause': text('settings.key-toggle-pause'),
  'next-question': text('settings.key-next-question'),
  mark: text('settings.key-mark'),
}

/** The keys that work in every program while one records: set by pressing them. Only where the host has them. */
export function HotkeySettings({ settings: { hotkeys } }: { settings: Settings }) {
  const change = useChange()
  const status = useHotkeyStatus(JSON.stringify(hotkeys))
  const setKeys = (action: HotkeyAction, chord: string): void =>
    void change({ hotkeys: { ...hotkeys, keys: { ...hotkeys.keys, [action]: chord } } })
  return (
    <Stack gap={4}>
      <Switch
        atEnd
        label={text('settings.keys-on')}
        detail={text('settings.keys-on-detail')}
        checked={hotkeys.isOn}
        onCheckedChange={(isOn) => void change({ hotkeys: { ...hotkeys, isOn } })}
      />
      {hotkeys.isOn && (
        <>
          <LinedList label={text('settings.keys')}>
            {hotkeyActions.map((action) => (
              <HotkeyRow
                key={action}
                action={action}
                chord={hotkeys.keys[action]}
                trouble={troubleOf({ action, hotkeys, status })}
                onChord={(chord) => setKeys(action, chord)}
              />
            ))}
          </LinedList>
          {status?.isCertain === false && <Note>{text('settings.keys-uncertain')}</Note>}
          <Switch
            atEnd
            label={text('settings.keys-start-anywhere')}
            detail={text('settings.keys-start-anywhere-detail')}
            checked={hotkeys.startsAnywhere}
            onCheckedChange={(startsAnywhere) => void change({ hotkeys: { ...hotkeys, startsAnywhere } })}
          />
          <Row>
            <Button
              size="s"
              disabled={JSON.stringify(hotkeys.keys) === JSON.stringify(defaultHotkeys.keys)}
              onClick={() => void change({ hotkeys: { ...hotkeys, keys: defaultHotkeys.keys } })}
            >
              {text('settings.keys-reset')}
            </Button>
          </Row>
        </>
      )}
    </Stack>
  )
}

function troubleOf({
  action,
  hotkeys,
  status,
}: {
  action: HotkeyAction
  hotkeys: Settings['hotkeys']
  status: HotkeyStatus | null
}): string | null {
  const [sharer] = sharersOf(action, hotkeys)
  if (sharer !== undefined) return text('settings.keys-shared', { action: names[sharer] })
  return status?.refused.includes(action) ? text('settings.keys-refused') : null
}

interface HotkeyRowProps {
  action: HotkeyAction
  chord: string
  trouble: string | null
  onChord: (chord: string) => void
}

function HotkeyRow({ action, chord, trouble, onChord }: HotkeyRowProps) {
  const [isPressing, setIsPressing] = useState(false)
  return (
    <LinedItem align="center">
      <Row gap={3} wrap>
        <span className={css.name}>{names[action]}</span>
        {isPressing ? (
          <PressedKeys
            label={text('settings.keys-of', { action: names[action] })}
            onChord={(pressed) => {
              onChord(pressed)
              setIsPressing(false)
            }}
            onCancel={() => setIsPressing(false)}
          />
        ) : (
          <>
            {chord === '' ? <Note inline>{text('settings.keys-none')}</Note> : <Kbd>{writtenChord(chord)}</Kbd>}
            <TextActions className={css.actions}>
              <TextAction
                aria-label={text('settings.keys-change-of', { action: names[action] })}
                onClick={() => setIsPressing(true)}
              >
                {text('settings.keys-change')}
              </TextAction>
              {chord !== '' && (
                <TextAction
                  aria-label={text('settings.keys-remove-of', { action: names[action] })}
                  onClick={() => onChord('')}
                >
                  {text('settings.keys-remove')}
                </TextAction>
              )}
            </TextActions>
          </>
        )}
      </Row>
      {trouble !== null && (
        <p className={css.trouble} role="status">
          {trouble}
        </p>
      )}
    </LinedItem>
  )
}

interface PressedKeysProps {
  label: string
  onChord: (chord: string) => void
  onCancel: () => void
}

/** Takes the next chord that is pressed; Escape leaves the old one, and Tab goes on as everywhere. */
function PressedKeys({ label, onChord, onCancel }: PressedKeysProps) {
  const [held, setHeld] = useState('')
  const field = useRef<HTMLButtonElement>(null)
  const sayFailure = useSayFailure()
  useEffect(() => {
    field.current?.focus()
    // Keys that are held in every program would not reach this field.
    void pauseHotkeys(true).catch(sayFailure)
    return () => void pauseHotkeys(false).catch(sayFailure)
  }, [sayFailure])
  return (
    <button
      ref={field}
      type="button"
      className={css.pressed}
      aria-label={held === '' ? label : undefined}
      onBlur={onCancel}
      onKeyDown={(event) => {
        if (event.key === 'Tab') return
        event.preventDefault()
        event.stopPropagation()
        if (event.key === 'Escape') return onCancel()
        const { text: chord, isWhole } = chordOf(event, { isApple: isApple() })
        if (isWhole) onChord(chord)
        else setHeld(chord)
      }}
      onKeyUp={() => setHeld('')}
    >
      {held === '' ? text('settings.keys-press') : `${writtenChord(held)} …`}
    </button>
  )
}

/** What the system says of the keys; asked again when they change or the host tells of news. */
function useHotkeyStatus(hotkeys: string): HotkeyStatus | null {
  const host = useLive((live) => live.host)
  const [status, setStatus] = useState<HotkeyStatus | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: both are reasons to ask again, not values that are read
  useEffect(() => {
    let isStale = false
    fetchHotkeyStatus()
      .then((answer) => {
        if (!isStale) setStatus(answer)
      })
      .catch(() => undefined)
    return () => {
      isStale = true
    }
  }, [hotkeys, host])
  return status
}
