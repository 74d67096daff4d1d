/** The circles of a graph, each from one of its members along the edges back to it. The graph maps a node to its successors. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = []
  const finished = new Set<string>()
  const trail: string[] = []

  const walk = (node: string): void => {
    if (finished.has(node)) return
    const seenAt = trail.indexOf(node)
    if (seenAt >= 0) {
      cycles.push([...trail.slice(seenAt), node])
      return
    }
    trail.push(node)
    for (const next of graph.get(node) ?? []) walk(next)
    trail.pop()
    finished.add(node)
  }

  for (const node of graph.keys()) walk(node)
  return cycles
}
