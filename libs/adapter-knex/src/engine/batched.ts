/**
 * Combines reads of one kind into one query: the first starts at the end of its turn, those that come while a query is
 * under way share the next one. Under load a query serves many; a single read does not wait.
 *
 * @param load reads many at once; a key without a result was not found
 */
export function batched<Key extends string, Row>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>,
): (key: Key) => Promise<Row | null> {
  type Batch = { readonly keys: Set<Key>; readonly rows: Promise<ReadonlyMap<Key, Row>> };
  let gathering: Batch | null = null;
  let before: Promise<unknown> = Promise.resolve();
  return async (key) => {
    gathering ??= gather();
    gathering.keys.add(key);
    return (await gathering.rows).get(key) ?? null;
  };

  function gather(): Batch {
    const keys = new Set<Key>();
    const turn = Promise.all([before, new Promise((resolve) => setImmediate(resolve))]);
    const rows = turn.then(() => {
      gathering = null;
      return load([...keys]);
    });
    before = rows.catch(() => undefined);
    return { keys, rows };
  }
}
