/** A place that two versions have otherwise; null: one of them has nothing there. */
export type Difference = { readonly at: string; readonly before: string | null; readonly after: string | null };

/** Where two values differ, in the order of the later one. Parts of a list are matched by id, title or first day. */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...now.keys(), ...old.keys()])]
    .map((at) => ({ at, before: old.get(at) ?? null, after: now.get(at) ?? null }))
    .filter((each) => each.before !== each.after);
}

function flat(value: unknown, at = '', into = new Map<string, string>()): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return into.set(at, String(value));
  const parts = Array.isArray(value)
    ? value.map((part: unknown, index) => [keyOf(part) ?? String(index + 1), part] as const)
    : Object.entries(value);
  for (const [name, part] of parts) flat(part, at === '' ? name : `${at} › ${name}`, into);
  return into;
}

function keyOf(part: unknown): string | undefined {
  const { id, title, from, name } = (part ?? {}) as Readonly<Record<string, unknown>>;
  return [id, title, from, name].find((each): each is string => typeof each === 'string');
}
