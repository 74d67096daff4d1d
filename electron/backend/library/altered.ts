import { createHash } from 'node:crypto'
import { documentFields } from '../../../domain/records/document.ts'
import type { AlteredDocument } from '../../../domain/views/versions.ts'
import { openLibraryFolder } from '../folder/read/library-folder.ts'
import { Unreadable } from '../folder/read/unreadable.ts'
import type { RandomBytes } from '../ports.ts'
import type { LibraryIndex } from './index-port.ts'
import { documentInItem, publishedItem } from './item-document.ts'
import { restoreFile } from './restore-file.ts'

/** What a person may take as a version at once; a larger file is left as it is. */
const capBytes = 1024 * 1024
/** The newest documents; what is older is looked at when it is opened. */
const listedMost = 1000

/**
 * What another program wrote into the `item.md` of a document's shown version; null where it stands as published, is not
 * here, or says the same words. One file is read, when the document is opened.
 */
export async function findAltered({
  dir,
  index,
  document,
}: {
  dir: string
  index: Pick<LibraryIndex, 'record' | 'versions' | 'versionBody'>
  document: string
}): Promise<AlteredDocument | null> {
  const shown = await index.record(document)
  if (shown?.view.kind !== 'document' || shown.text === null) return null
  const { version, title } = shown.view
  const folder = (await index.versions(document)).find((each) => each.version === version)?.folder
  const published = documentFields.version.safeParse(
    (await index.versionBody({ subject: document, version }))?.body,
  ).data
  if (folder === undefined || !published) return null
  const bytes = await readItem({ dir, path: `${folder}/item.md` })
  if (bytes === null) return null
  const hash = hashOf(bytes)
  if (hash === published.textFile?.sha256) return null
  const markdown = textOf(bytes)
  if (markdown === null) return null
  const found = documentInItem(markdown)
  const foundTitle = found.title ?? title
  if (foundTitle === oneLine(title) && found.text === shown.text.trim()) return null
  return { version, hash, markdown, title: foundTitle, text: found.text }
}

/**
 * The documents whose `item.md` has another size than was published, by what the folder lists alone: no file is opened.
 * What was altered to the very same size is found when the document is opened.
 */
export async function listAltered({
  dir,
  index,
}: {
  dir: string
  index: Pick<LibraryIndex, 'records' | 'versions' | 'versionBody'>
}): Promise<{ id: string; title: string }[]> {
  const folder = await openLibraryFolder(dir).catch(() => null)
  if (folder === null) return []
  const documents = await index.records({ kind: 'document', thread: null, beforeMs: null, limit: listedMost })
  const found: { id: string; title: string }[] = []
  for (const view of documents) {
    if (view.kind !== 'document') continue
    const body = (await index.versionBody({ subject: view.id, version: view.version }))?.body
    const published = documentFields.version.safeParse(body).data?.textFile
    const place = (await index.versions(view.id)).find(({ version }) => version === view.version)?.folder
    if (!published || place === undefined) continue
    const facts = await folder.facts(`${place}/item.md`).catch(() => null)
    if (facts !== null && facts.sizeBytes !== published.size) found.push({ id: view.id, title: view.title })
  }
  return found
}

/**
 * Puts the true `item.md` back where another program altered it and that has been published as the version shown: the
 * words are then both in the library and nothing is lost. What nobody has published stays as it is.
 */
export async function putBackPublished({
  dir,
  library,
  index,
  document,
  writer,
  randomBytes,
}: {
  dir: string
  library: string
  index: Pick<LibraryIndex, 'history' | 'versions' | 'versionBody' | 'versionText'>
  document: string
  writer: string
  randomBytes: RandomBytes
}): Promise<void> {
  const history = await index.history({ subject: document, field: 'version' })
  const bodyOf = async (version: string) =>
    documentFields.version.safeParse((await index.versionBody({ subject: document, version }))?.body).data
  const shown = history[0] && (await bodyOf(history[0].version))
  const [before] = history.filter(({ state }) => state === 'past')
  if (!before || !shown?.textFile) return
  const folder = (await index.versions(document)).find((each) => each.version === before.version)?.folder
  const published = (await bodyOf(before.version))?.textFile
  const said = await index.versionText({ subject: document, version: before.version })
  const words = said?.parts[0]?.text ?? null
  if (folder === undefined || !published || !said || words === null) return
  const path = `${folder}/item.md`
  const bytes = await readItem({ dir, path })
  if (bytes === null || hashOf(bytes) !== shown.textFile.sha256 || hashOf(bytes) === published.sha256) return
  const altered = textOf(bytes)
  const text = altered === null ? '' : publishedItem({ altered, title: said.title, text: words })
  const source = { bytes: Buffer.from(text, 'utf8') }
  if (hashOf(source.bytes) !== published.sha256) return
  await restoreFile({ dir, library, path, source, sha256: published.sha256, writer, randomBytes })
}

async function readItem({ dir, path }: { dir: string; path: string }): Promise<Buffer | null> {
  try {
    const folder = await openLibraryFolder(dir)
    return (await folder.read(path, { capBytes })).bytes
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

/** Null for bytes that are no text: they could not be taken as they stand. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
