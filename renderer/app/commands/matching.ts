/** How well a command answers what was typed: lower is better, null not at all. Each word typed must begin one of its words. */
export function matchRank(title: string, typed: string): number | null {
  const words = wordsOf(title)
  const wanted = wordsOf(typed)
  const places = wanted.map((part) => words.findIndex((word) => word.startsWith(part)))
  if (places.some((place) => place < 0)) return null
  return places.reduce((sum, place) => sum + place, 0)
}

/** The commands that answer what was typed, the best first; all of them where nothing was. */
export function matching<Command extends { title: string }>(commands: readonly Command[], typed: string): Command[] {
  return commands
    .flatMap((command, order) => {
      const rank = matchRank(command.title, typed)
      return rank === null ? [] : [{ command, rank, order }]
    })
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ command }) => command)
}

/** Words in lower case without accents, so that "ines" finds Inês. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}
