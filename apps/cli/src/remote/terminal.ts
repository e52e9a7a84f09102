/** Where a command reads and writes. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether a person reads `out`. */
  readonly isTty: boolean;
  /** All of stdin; null if a person would have to type it. */
  readonly input: () => Promise<string | null>;
  /** Ends what runs until it is stopped. */
  readonly signal: AbortSignal;
};

/** That of this process. The first SIGINT or SIGTERM ends what runs; the second ends the process. */
export function processTerminal(): Terminal {
  const stopped = new AbortController();
  // Who reads has enough, as head does.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopped.abort());
  return {
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTty: process.stdout.isTTY,
    signal: stopped.signal,
    async input() {
      if (process.stdin.isTTY) return null;
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

/** A column of a table: its heading, and its text in a row. */
export type Column<Row> = readonly [heading: string, text: (row: Row) => string | number | null];

export type Shown = { readonly json: boolean };

/** Prints rows: a table for people, JSON for programs and with --json. */
export function printRows<Row>(
  terminal: Terminal,
  { json }: Shown,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): void {
  if (json || !terminal.isTty) return terminal.out(`${JSON.stringify(rows, null, 2)}\n`);
  if (rows.length === 0) return terminal.err('nothing\n');
  terminal.out(tableOf(rows, columns));
}

/** Prints one thing, by its fields. */
export function printOne(terminal: Terminal, { json }: Shown, thing: Readonly<Record<string, unknown>>): void {
  if (json || !terminal.isTty) return terminal.out(`${JSON.stringify(thing, null, 2)}\n`);
  const width = Math.max(...Object.keys(thing).map((name) => name.length));
  const text = (value: unknown) => safe(typeof value === 'string' ? value : JSON.stringify(value));
  terminal.out(
    Object.entries(thing)
      .map(([name, value]) => `${name.padEnd(width)}  ${text(value)}\n`)
      .join(''),
  );
}

/** Prints a line of something that goes on: a sentence for people, a line of JSON for programs. */
export function printLine(terminal: Terminal, { json }: Shown, thing: object, sentence: string): void {
  terminal.out(`${json || !terminal.isTty ? JSON.stringify(thing) : safe(sentence)}\n`);
}

export function tableOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [
    columns.map(([heading]) => heading.toUpperCase()),
    ...rows.map((row) => columns.map(([, text]) => safe(String(text(row) ?? '–')))),
  ];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  const last = columns.length - 1;
  return lines
    .map((line) => `${line.map((cell, at) => (at === last ? cell : cell.padEnd(widths[at] ?? 0))).join('  ')}\n`)
    .join('');
}

/** Text of others must not move the cursor, change colors, or turn the direction in which a line is read. */
const safe = (text: string): string => text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '·');
