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
  // Nothing is the same as not being there.
  if (value === null || value === undefined) return into;
  if (typeof value !== 'object') return into.set(at, String(value));
  const parts = Array.isArray(value) ? numbered(value) : Object.entries(value);
  for (const [name, part] of parts) flat(part, at === '' ? name : `${at} › ${name}`, into);
  return into;
}

/** The parts of a list by their keys; a key that comes again has a number. */
function numbered(list: readonly unknown[]): readonly (readonly [string, unknown])[] {
  const times = new Map<string, number>();
  return list.map((part, index) => {
    const key = keyOf(part) ?? String(index + 1);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return [time === 1 ? key : `${key} (${time})`, part];
  });
}

function keyOf(part: unknown): string | undefined {
  const { id, title, from, name } = (part ?? {}) as Readonly<Record<string, unknown>>;
  return [id, title, from, name].find((each): each is string => typeof each === 'string');
}
