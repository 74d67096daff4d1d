import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppFiles } from '../host/app-files.ts'
import type { SiteTarget } from './target.ts'

interface Face {
  family: string
  /** The file's name in its package, without `.woff2`. */
  file: string
  package: string
  style: 'normal' | 'italic'
  weights: string
  isExtended: boolean
}

const inter = { family: 'Inter Variable', package: 'inter', weights: '100 900' }
const serif = { family: 'Source Serif 4 Variable', package: 'source-serif-4', weights: '200 900' }
const faces: Face[] = [
  { ...inter, file: 'inter-latin-wght-normal', style: 'normal', isExtended: false },
  { ...inter, file: 'inter-latin-ext-wght-normal', style: 'normal', isExtended: true },
  { ...serif, file: 'source-serif-4-latin-wght-normal', style: 'normal', isExtended: false },
  { ...serif, file: 'source-serif-4-latin-ext-wght-normal', style: 'normal', isExtended: true },
  { ...serif, file: 'source-serif-4-latin-wght-italic', style: 'italic', isExtended: false },
]
const latin =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD'
const latinExtended =
  'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF'

/** Puts the style, the scripts and the typefaces of a site into its `site` folder. Without a typeface the system's stands in. */
export async function putSiteAssets({
  target,
  appFiles,
  scripts,
}: {
  target: SiteTarget
  appFiles: Pick<AppFiles, 'rootDir' | 'pageDir'>
  scripts: readonly string[]
}): Promise<void> {
  const from = join(appFiles.rootDir, 'resources', 'export')
  const rules: string[] = []
  for (const face of faces) {
    const bytes = await readFace(face, appFiles)
    if (bytes === null) continue
    await target.putText(`site/${face.file}.woff2`, bytes)
    rules.push(ruleOf(face))
  }
  const style = await readFile(join(from, 'site.css'), 'utf8')
  await target.putText('site/site.css', `${rules.join('')}${style}`)
  for (const script of scripts) await target.putText(`site/${script}`, await readFile(join(from, script)))
}

function ruleOf({ family, file, style, weights, isExtended }: Face): string {
  const range = isExtended ? latinExtended : latin
  return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weights};font-display:swap;src:url("${file}.woff2") format("woff2");unicode-range:${range}}\n`
}

/** A typeface from the built page, whose names carry a hash, else from its package in a checkout. */
async function readFace(
  face: Face,
  { rootDir, pageDir }: Pick<AppFiles, 'rootDir' | 'pageDir'>,
): Promise<Buffer | null> {
  const built = join(pageDir, 'assets')
  const names = await readdir(built).catch(() => [])
  const name = names.find((each) => each.startsWith(`${face.file}-`) && each.endsWith('.woff2'))
  const inPackage = join(rootDir, 'node_modules', '@fontsource-variable', face.package, 'files', `${face.file}.woff2`)
  return await readFile(name === undefined ? inPackage : join(built, name)).catch(() => null)
}
