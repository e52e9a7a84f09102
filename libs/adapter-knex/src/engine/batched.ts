/**
 * Combines reads of one kind into one query: the first starts at the end of its turn, those that come while a query is
 * under way share the next one. Under load a query serves many; a single read does not wait.
 *
 * @param load reads many at once; a key without a result was not found
 */
export function batched<Key extends string, Row>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>,
): (key: Key) => Promise<Row | null> {
  type Batch = { readonly keys: Set<Key>; readonly rowOf: Promise<(key: Key) => Row | null> };
  let gathering: Batch | null = null;
  let before: Promise<unknown> = Promise.resolve();
  return async (key) => {
    gathering ??= gather();
    gathering.keys.add(key);
    const { rowOf } = gathering;
    return (await rowOf)(key);
  };

  function gather(): Batch {
    const keys = new Set<Key>();
    const turn = Promise.all([before, new Promise((resolve) => setImmediate(resolve))]);
    const rowOf = turn.then(() => {
      gathering = null;
      return loaded([...keys]);
    });
    before = rowOf.catch(() => undefined);
    return { keys, rowOf };
  }

  /** If many fail together, each is read alone: one that no database takes must not fail the others. */
  async function loaded(keys: readonly Key[]): Promise<(key: Key) => Row | null> {
    try {
      const rows = await load(keys);
      return (key) => rows.get(key) ?? null;
    } catch (failure) {
      if (keys.length === 1) throw failure;
      const alone = await Promise.allSettled(keys.map((key) => load([key])));
      return (key) => {
        const own = alone[keys.indexOf(key)];
        if (own?.status === 'fulfilled') return own.value.get(key) ?? null;
        throw own?.reason ?? failure;
      };
    }
  }
}
