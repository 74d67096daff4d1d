/** One version of a record's words, in its history. */
export interface VersionView {
  version: string
  /** The person who wrote it. */
  by: string
  atMs: number
  /** `beside`: written at the same time as the one shown, and not replaced. */
  state: 'shown' | 'beside' | 'past'
  /** Of one beside: the newest version that both it and the one shown replace; null where there is none. */
  base: string | null
}

/** What one version says, its words in full. */
export interface VersionText {
  version: string
  field: string
  by: string
  atMs: number
  title: string
  /** `heading` is the id of the question that an answer belongs to. `text` is null where it is withdrawn or not here. */
  parts: { heading: string | null; text: string | null }[]
}

/** What another program wrote into the file of a document's shown version. */
export interface AlteredDocument {
  /** The version whose file it is. */
  version: string
  /** SHA-256 of the file as it stands, hex. */
  hash: string
  /** The whole file. */
  markdown: string
  title: string
  text: string
}
