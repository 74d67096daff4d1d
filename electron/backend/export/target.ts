/** Where the files of a site go: a folder, or a zip. Paths are relative, with forward slashes, from the site's plan. */
export interface SiteTarget {
  putText(path: string, content: string | Uint8Array): Promise<void>
  /** A large file that exists already: its absolute path, and its bytes' hash in hex. */
  putFile(path: string, source: { path: string; sha256: string }): Promise<void>
}

export function bytesOf(content: string | Uint8Array): Buffer {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content)
}
