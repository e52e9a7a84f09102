/**
 * Reads of one kind that are asked for in the same turn become one query.
 *
 * @param load reads many at once; what it leaves out was not found
 */
export function batched<Key extends string, Row>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>,
): (key: Key) => Promise<Row | null> {
  let next: { readonly keys: Set<Key>; readonly rows: Promise<ReadonlyMap<Key, Row>> } | null = null;
  return async (key) => {
    next ??= gather();
    next.keys.add(key);
    return (await next.rows).get(key) ?? null;
  };

  function gather() {
    const keys = new Set<Key>();
    const rows = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = null;
      return load([...keys]);
    });
    return { keys, rows };
  }
}
