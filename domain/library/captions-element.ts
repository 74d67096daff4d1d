const elementPattern = /^([a-z]{2,3})-([a-z2-7]{8})$/

/** The element under which a device adds captions in a language: one set of them for each of both. */
export function captionsElement({ language, writer }: { language: string; writer: string }): string {
  return `${language}-${writer.slice(0, 8)}`
}

/** Whether an element is one that this device may set: nobody sets another one's. */
export function isOwnCaptionsElement(element: string, writer: string): boolean {
  return elementPattern.exec(element)?.[2] === writer.slice(0, 8)
}

/** The language of an element; null for what is none. */
export function languageOfElement(element: string): string | null {
  return elementPattern.exec(element)?.[1] ?? null
}

/**
 * The name of their file. It names the device and the content, since several may add captions in one language, and what
 * one corrects later is another file: nothing published is overwritten.
 */
export function addedCaptionsName(element: string, sha256: string): string {
  return `captions-${element}-${sha256.slice(0, 8)}.vtt`
}
