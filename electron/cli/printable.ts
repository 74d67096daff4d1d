const actsOnTerminal = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/**
 * Text, or JSON, as a terminal shows it and does nothing: names and words come from a folder that others write to, and
 * could clear the screen, name the window or turn the line around. Such characters are written out as `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(actsOnTerminal, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
