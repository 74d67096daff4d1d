/** A title to begin with, from a file's name: "how-money_moves.mp4" is "How money moves". */
export function titleOfFile(name: string): string {
  const words = name
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[-_\s]+/g, ' ')
    .trim()
  return words.charAt(0).toLocaleUpperCase() + words.slice(1, 200)
}
