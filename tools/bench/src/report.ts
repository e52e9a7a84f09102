import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** One figure of a report, with its target if it has one. */
export type Row = {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly reference?: string;
  readonly ratio?: number;
  readonly target?: string;
  readonly pass?: boolean;
};

/** Prints a table, writes `.reports/NAME.json`, and returns whether every target was met. */
export function report(name: string, rows: readonly Row[]): boolean {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GiB, node ${process.version}`;
  const cells = rows.map((row) => [
    row.figure,
    `${round(row.value)} ${row.unit}`,
    row.ratio === undefined ? '' : `${round(row.ratio)} × ${row.reference ?? ''}`,
    row.target ?? '',
    row.pass === undefined ? '' : row.pass ? 'met' : 'MISSED',
  ]);
  const head = ['figure', 'value', 'ratio', 'target', ''];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => (line[column] ?? '').length)),
  );
  const print = (line: readonly string[]) =>
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log(`\n${name} on ${machine}`);
  print(head);
  print(widths.map((width) => '-'.repeat(width)));
  cells.forEach(print);
  const folder = join(import.meta.dirname, '..', '..', '..', '.reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${name}.json`),
    `${JSON.stringify({ name, at: new Date().toISOString(), machine, rows }, null, 2)}\n`,
  );
  return rows.every(({ pass }) => pass !== false);
}

export const round = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

/** Progress of long work, on stderr. */
export const progress = (text: string): void => void process.stderr.write(`… ${text}\n`);
