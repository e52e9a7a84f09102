/** References between codes. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The shortest chain of references from a code back to itself, that code first; null if there is none. */
function wayBack(start: string, graph: Graph): readonly string[] | null {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

/**
 * The cycles among references: the shortest one of each code, unless the code is in a cycle already found. Each begins
 * with the code that comes first.
 */
export function cyclesIn(graph: Graph): readonly (readonly string[])[] {
  const reported = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const code of graph.keys()) {
    const cycle = reported.has(code) ? null : wayBack(code, graph);
    if (cycle === null) continue;
    for (const each of cycle) reported.add(each);
    cycles.push(cycle);
  }
  return cycles;
}
