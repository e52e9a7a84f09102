import { legibleForm } from '@affinity-engine/kernel';
import { affinityTexts } from './affinity/affinities.js';
import { codeTexts } from './affinity-group/producer-codes.js';
import { numberTexts } from './agency-number/agency-number-table.js';
import type { Database } from './engine/database.js';
import type { KeptTexts } from './engine/kept-texts.js';
import { textIn, type Execute, type Row } from './engine/sql.js';
import { openDatabase, type DatabaseSettings } from './open-database.js';
import { migrate } from './schema/migrate.js';

/** A row with a text that is not legible, or that looks like such a text of another row. */
export type LookAlike = {
  readonly id: string;
  /** The text; each character that is not ASCII as `\u{…}`. */
  readonly written: string;
  /** It was given its legible form now. */
  readonly mended: boolean;
};

/** Rows that a reader takes for one another, or one row with a text that nobody can type. */
export type LookAlikes = {
  readonly kind: string;
  /** The legible form; null if no character of the text can be seen. */
  readonly looksLike: string | null;
  readonly rows: readonly LookAlike[];
};

const kinds: readonly KeptTexts[] = [codeTexts, ...numberTexts, affinityTexts];

/**
 * Finds texts that are unique or looked up and that nobody can type as they are kept: versions before 2026-11-29 took
 * them. Rows that look the same are never merged.
 * @param mend gives a row its legible form where no other row looks the same, with an entry in the audit trail
 * @param actor of these entries
 */
export async function lookAlikes(
  settings: DatabaseSettings,
  { mend, actor }: { readonly mend: boolean; readonly actor: string },
): Promise<readonly LookAlikes[]> {
  const database = await openDatabase(settings);
  try {
    await migrate(database);
    const found: LookAlikes[] = [];
    for (const kind of kinds) {
      for (const { form, rows } of await alike(database.read, kind)) {
        const alone = !kind.unique || rows.length === 1;
        const shown: LookAlike[] = [];
        for (const row of rows) {
          const mended = mend && alone && form !== null && (await rewrite(database, kind, row, form, actor));
          shown.push({ id: row.id, written: escaped(row.text), mended });
        }
        found.push({ kind: kind.kind, looksLike: form, rows: shown });
      }
    }
    return found;
  } finally {
    await database.close();
  }
}

type Found = { readonly id: string; readonly text: string };
type Group = { readonly form: string | null; readonly rows: Found[] };

/** Rows with a text that is not legible, by its legible form; with the row that has this form, if it must be the only one. */
async function alike(read: Execute, kind: KeptTexts): Promise<readonly Group[]> {
  const { table, column, within, where, unique } = kind;
  const groups = new Map<string, Group>();
  for await (const row of pagesOf(read, kind)) {
    const found = { id: textIn(row, 'id'), text: textIn(row, 'text') };
    const form = legibleForm(found.text);
    if (form === found.text) continue;
    const scope = within.map((name) => textIn(row, name));
    const key = JSON.stringify(form === null ? [found.id] : [form, ...scope]);
    const group = groups.get(key);
    if (group !== undefined) {
      group.rows.push(found);
      continue;
    }
    const same = [column, ...within].map((name) => `${name} = ?`).join(' and ');
    const peers =
      form === null || !unique
        ? []
        : await read(`select id from ${table} where ${where} and ${same}`, [form, ...scope]);
    groups.set(key, { form, rows: [...peers.map((peer) => ({ id: textIn(peer, 'id'), text: form! })), found] });
  }
  return [...groups.values()];
}

const atATime = 1_000;

async function* pagesOf(read: Execute, { table, column, within, where }: KeptTexts): AsyncGenerator<Row> {
  const columns = ['id', `${column} as text`, ...within].join(', ');
  const page = `select ${columns} from ${table} where ${where} and id > ? order by id limit ${atATime}`;
  for (let after = ''; ;) {
    const rows = await read(page, [after]);
    yield* rows;
    if (rows.length < atATime) return;
    after = textIn(rows.at(-1), 'id');
  }
}

/** @returns whether the row still had the text, and no other has this form by now */
async function rewrite(
  database: Database,
  kind: KeptTexts,
  found: Found,
  form: string,
  actor: string,
): Promise<boolean> {
  const { table, column, changes } = kind;
  const set = `update ${table} set ${column} = ?${changes} where id = ? and ${column} = ? returning id`;
  const details = JSON.stringify({ field: column, from: escaped(found.text), to: form });
  const rewriting = database.transaction(async (execute) => {
    const changed = await execute(set, [form, found.id, found.text]);
    if (changed.length === 0) return false;
    const line = `insert into audit_entry (at, actor, action, subject, details) values (${execute.words.now}, ?, 'text.mended', ?, ?)`;
    await execute(line, [actor, found.id, details]);
    return true;
  });
  return rewriting.catch((failure: unknown) => {
    if (database.isUniqueViolation(failure)) return false;
    throw failure;
  });
}

const escaped = (text: string): string =>
  text.replace(/[^\x20-\x7e]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
