import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { temporaryStore, type TemporaryStore } from '../testing/temporary-store.js';
import { personalClasses } from './classes.js';

let store: TemporaryStore;
beforeAll(async () => {
  store = await temporaryStore();
});
afterAll(() => store.close());

/** The columns that hold text or bytes, as `table.column`. */
const stored = async () =>
  (
    await store.rows(
      `select t.name || '.' || c.name as name from pragma_table_list t, pragma_table_xinfo(t.name) c
       where t.schema = 'main' and t.name not like 'sqlite_%' and c.type <> 'INTEGER'`,
    )
  ).map(({ name }) => String(name));

it('what each stored text says of persons is decided', async () => {
  const undecided = (await stored()).filter((name) => {
    const [table, column] = name.split('.') as [string, string];
    const decided = personalClasses[table];
    return typeof decided === 'string' ? false : decided?.[column] === undefined;
  });
  expect(undecided).toEqual([]);
});

it('nothing is decided of what is not stored', async () => {
  const names = await stored();
  const unknown = Object.entries(personalClasses).flatMap(([table, decided]) =>
    typeof decided === 'string'
      ? names.some((name) => name.startsWith(`${table}.`))
        ? []
        : [table]
      : Object.keys(decided)
          .map((column) => `${table}.${column}`)
          .filter((name) => !names.includes(name)),
  );
  expect(unknown).toEqual([]);
});
