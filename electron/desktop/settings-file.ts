import ElectronStore from 'electron-store'
import type { OpenSettingsFile } from '../backend/settings/store.ts'

/** The settings file inside Electron. */
export const openElectronStore: OpenSettingsFile = ({ dir, name }) =>
  new ElectronStore({ cwd: dir, name, configFileMode: 0o600 })
