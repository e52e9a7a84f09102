import { write } from './engine/committer.js';
import type { Engine } from './engine/engine.js';
import { textIn, type Row } from './engine/sql.js';
import { eachRow } from './engine/statements.js';
import { writeOrder } from './engine/write-order.js';

/** A value as it was read. `stored` is its encrypted form. */
export type EngineValue = { readonly value: string; readonly stored: string };

/** Values that all processes on one database share, each under a name; encrypted. */
export type EngineValues = {
  find(name: string): Promise<EngineValue | null>;
  /** Stores a value if it is still what was read, null for none. @returns what is stored now */
  replace(name: string, read: EngineValue | null, value: string): Promise<EngineValue>;
};

type Replacement = { readonly name: string; readonly read: string | null; readonly stored: string };

const replaceValue = eachRow<Replacement, void>(
  'replace value',
  writeOrder.engineValue,
  async (execute, { name, read, stored }) => {
    if (read === null) {
      await execute('insert into engine_value (name, value) values (?, ?) on conflict do nothing', [name, stored]);
    } else {
      await execute('update engine_value set value = ? where name = ? and value = ?', [stored, name, read]);
    }
  },
);

export function knexEngineValues({
  reader,
  committer,
  seal,
}: Pick<Engine, 'reader' | 'committer' | 'seal'>): EngineValues {
  const find = async (name: string): Promise<EngineValue | null> => {
    const row = (await reader('engine_value').where({ name }).first()) as Row | undefined;
    if (row === undefined) return null;
    const stored = textIn(row, 'value');
    return { value: seal.open(stored), stored };
  };
  return {
    find,
    async replace(name, read, value) {
      const stored = seal.close(value);
      await committer.commit([write(replaceValue, { name, read: read?.stored ?? null, stored })]);
      return (await find(name)) ?? { value, stored };
    },
  };
}
