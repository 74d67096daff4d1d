import { useLive } from '../../app/live.ts'
import { text } from '../../app/messages/text.ts'
import { Page, PageHeader, Section } from '../../ui/page.tsx'
import { Loading, Note } from '../../ui/words.tsx'
import { CaptionsSettings } from '../captions/captions-settings.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { DeviceSettings } from './device-settings.tsx'
import { HotkeySettings } from './hotkey-settings.tsx'
import { LibrariesSettings } from './libraries-settings.tsx'
import { PlaybackSettings } from './playback-settings.tsx'
import { RecordingSettings } from './recording-settings.tsx'
import css from './settings.module.css'
import { TakesSettings } from './takes-settings.tsx'
import { YouSettings } from './you-settings.tsx'

/** What is set on this device; each setting holds from the moment it is changed. */
export function SettingsScreen() {
  const settings = useLive((live) => live.settings)
  const host = useLive((live) => live.host)
  if (settings === null || host === null) {
    return (
      <Page>
        <Loading>{text('common.loading')}</Loading>
      </Page>
    )
  }
  return (
    <Page>
      <PageHeader title={text('settings.title')} below={text('settings.lead')} />
      <div className={css.sections}>
        <Section title={text('settings.you')}>
          <YouSettings settings={settings} />
        </Section>
        <Section title={text('settings.libraries')}>
          <LibrariesSettings />
        </Section>
        <Section title={text('settings.devices')}>
          <DeviceSettings settings={settings} />
        </Section>
        <Section title={text('settings.appearance')}>
          <AppearanceSettings settings={settings} />
        </Section>
        <Section title={text('settings.playback')}>
          <PlaybackSettings settings={settings} />
        </Section>
        <Section title={text('settings.recording')}>
          <RecordingSettings settings={settings} />
        </Section>
        <Section title={text('recordings.title')}>
          <TakesSettings settings={settings} />
        </Section>
        {host.abilities.includes('hotkeys') && (
          <Section title={text('settings.keys')}>
            <HotkeySettings settings={settings} />
          </Section>
        )}
        <Section title={text('captions.title')}>
          <CaptionsSettings settings={settings} />
        </Section>
        <Section title={text('settings.data')}>
          <Note size="m" className={css.data}>
            {text('settings.data-where')}
          </Note>
          <Note className={css.data}>
            <code>{host.profileDir}</code>
          </Note>
          <Note className={css.data}>{text('settings.version', { version: host.version })}</Note>
        </Section>
      </div>
    </Page>
  )
}
