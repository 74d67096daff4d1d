import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export interface AppFiles {
  /** The folder of package.json: the checkout, or the packaged app's archive. */
  rootDir: string
  version: string
  /** The built page. */
  pageDir: string
  /** TypeScript when run from the sources, JavaScript when built. */
  indexWorkerUrl: URL
  markdownWorkerUrl: URL
  captionsWorkerUrl: URL
  probeWorkerUrl: URL
}

/**
 * Where the app's own files are. Found from this module's place upwards and not by a fixed number of steps, because a
 * build moves modules into chunks.
 */
export function findAppFiles(): AppFiles {
  const here = fileURLToPath(import.meta.url)
  let rootDir = dirname(here)
  while (!existsSync(join(rootDir, 'package.json'))) rootDir = dirname(rootDir)
  const isBuilt = here.startsWith(join(rootDir, 'dist') + sep)
  const { version } = JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8')) as { version: string }
  const workerUrl = (folder: string, name: string): URL =>
    pathToFileURL(
      isBuilt ? join(rootDir, 'dist', `${name}.js`) : join(rootDir, 'electron', 'backend', folder, `${name}.ts`),
    )
  return {
    rootDir,
    version,
    pageDir: join(rootDir, 'dist', 'page'),
    indexWorkerUrl: workerUrl('search', 'index-worker'),
    markdownWorkerUrl: workerUrl('export', 'markdown-worker'),
    captionsWorkerUrl: workerUrl('captions', 'captions-worker'),
    probeWorkerUrl: workerUrl('media/probe', 'probe-worker'),
  }
}
