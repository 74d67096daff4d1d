import Conf from 'conf'
import type { OpenSettingsFile } from './store.ts'

/** The settings file outside Electron: `conf` writes the same file as electron-store, whole or not at all. */
export const openConfFile: OpenSettingsFile = ({ dir, name }) =>
  new Conf({ cwd: dir, configName: name, configFileMode: 0o600 })
