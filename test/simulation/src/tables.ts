import type { Affinity, AffinityRequest, Partner } from '@affinity-engine/affinity';
import type { EndpointRow, FeedOwnerRow } from '@affinity-engine/webhook/testing';

type Feed = { readonly incarnation: number; readonly current: string | null };
type Lease = { readonly holder: string; readonly until: number };
type Answer = { readonly fingerprint: string; readonly answer: string };

/** What the rows of each table are. */
export type Rows = {
  readonly affinities: Affinity;
  readonly requests: AffinityRequest;
  readonly partners: Partner;
  readonly endpoints: EndpointRow;
  readonly feedOwners: FeedOwnerRow;
  readonly feed: Feed;
  readonly answers: Answer;
  readonly leases: Lease;
  readonly marks: number;
};

export type TableName = keyof Rows;
export type Tables = { readonly [Name in TableName]: Map<string, Rows[Name]> };

/** A row as a commit left it. */
export type Change = {
  readonly [Name in TableName]: {
    readonly table: Name;
    readonly key: string;
    readonly before: Rows[Name] | undefined;
    readonly after: Rows[Name] | undefined;
  };
}[TableName];

const itself = <Of>(row: Of): Of => row;

/** Rows that are changed in place are copied first. */
const copyOf: { readonly [Name in TableName]: (row: Rows[Name]) => Rows[Name] } = {
  affinities: itself,
  requests: itself,
  partners: itself,
  endpoints: (row) => ({
    ...row,
    lines: new Map(row.lines),
    events: [...row.events],
    attempts: [...row.attempts],
  }),
  feedOwners: (row) => ({ ...row, events: [...row.events], starts: new Map(row.starts) }),
  feed: itself,
  answers: itself,
  leases: itself,
  marks: itself,
};

export const tableNames = Object.keys(copyOf) as readonly TableName[];

const mapped = (of: (name: TableName) => unknown): Tables =>
  Object.fromEntries(tableNames.map((name) => [name, of(name)])) as unknown as Tables;

export const emptyTables = (): Tables => mapped(() => new Map());

/** A table as a transaction sees it: what is committed under what it wrote. It writes rows that it has locked only. */
class OwnTable<Of> extends Map<string, Of> {
  readonly written = new Map<string, Of | undefined>();

  constructor(
    private readonly name: string,
    private readonly committed: ReadonlyMap<string, Of>,
    private readonly mayWrite: (key: string) => boolean,
    private readonly copy: (row: Of) => Of,
  ) {
    super();
  }

  override get(key: string): Of | undefined {
    if (this.written.has(key)) return this.written.get(key);
    const row = this.committed.get(key);
    if (row === undefined || !this.mayWrite(key)) return row;
    const own = this.copy(row);
    if (own !== row) this.written.set(key, own);
    return own;
  }

  override has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  override set(key: string, row: Of): this {
    this.assertLocked(key);
    this.written.set(key, row);
    return this;
  }

  override delete(key: string): boolean {
    this.assertLocked(key);
    const was = this.has(key);
    this.written.set(key, undefined);
    return was;
  }

  private assertLocked(key: string): void {
    if (!this.mayWrite(key)) throw new Error(`the simulation writes ${this.name} ${key} without a lock`);
  }

  override *entries(): MapIterator<[string, Of]> {
    for (const key of new Set([...this.committed.keys(), ...this.written.keys()])) {
      const row = this.get(key);
      if (row !== undefined) yield [key, row];
    }
  }

  override *values(): MapIterator<Of> {
    for (const [, row] of this.entries()) yield row;
  }

  override *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  override [Symbol.iterator](): MapIterator<[string, Of]> {
    return this.entries();
  }
}

export type OwnTables = Tables & { readonly written: () => readonly Change[] };

/** All tables as one transaction sees them. */
export function ownTables(committed: Tables, mayWrite: (table: TableName, key: string) => boolean): OwnTables {
  const own = mapped(
    (name) =>
      new OwnTable<unknown>(
        name,
        committed[name],
        (key) => mayWrite(name, key),
        copyOf[name] as (row: unknown) => unknown,
      ),
  );
  const written = (): readonly Change[] =>
    tableNames.flatMap((table) =>
      [...(own[table] as unknown as OwnTable<unknown>).written].map(
        ([key, after]) => ({ table, key, before: committed[table].get(key), after }) as Change,
      ),
    );
  return { ...own, written };
}
