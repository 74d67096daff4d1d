import { nativeTheme } from 'electron'
import type { SettingsStore } from '../backend/ports.ts'

/** Gives dialogs, menus and the window's frame the theme that the person chose for the page. */
export function followAppearance(settings: SettingsStore): void {
  const follow = ({ appearance }: { appearance: 'system' | 'light' | 'dark' }): void => {
    nativeTheme.themeSource = appearance
  }
  follow(settings.get())
  settings.subscribe(follow)
}
