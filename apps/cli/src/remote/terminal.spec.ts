import { describe, expect, it } from '@jest/globals';
import { printLine, printOne, printRows, tableOf, type Column, type Terminal } from './terminal.js';

type Row = { readonly id: string; readonly name: string | null };
const columns: readonly Column<Row>[] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
];
const written = (isTty: boolean) => {
  const texts: string[] = [];
  const write = (text: string): void => void texts.push(text);
  const terminal: Terminal = {
    ...{ env: {}, out: write, err: write, isTty, signal: new AbortController().signal },
    input: () => Promise.resolve(null),
  };
  return { terminal, text: () => texts.join('') };
};
const rows: readonly Row[] = [
  { id: 'a', name: 'Loja\u001b[31m\u202e Azul' },
  { id: 'long', name: null },
];

describe('what a command prints', () => {
  it('is a table for people, without what would move the cursor', () => {
    expect(tableOf(rows, columns)).toBe('ID    NAME\na     Loja·[31m· Azul\nlong  –\n');
    const { terminal, text } = written(true);
    printRows(terminal, { json: false }, rows, columns);
    printRows(terminal, { json: false }, [], columns);
    printOne(terminal, { json: false }, { id: 'a', sandbox: true });
    printLine(terminal, { json: false }, {}, '17 affinity.issued');
    expect(text()).toBe(`${tableOf(rows, columns)}nothing\nid       a\nsandbox  true\n17 affinity.issued\n`);
  });

  it.each([
    ['for programs', false, false],
    ['with --json', true, true],
  ])('is JSON %s', (_, isTty, json) => {
    const { terminal, text } = written(isTty);
    printRows(terminal, { json }, rows, columns);
    expect(JSON.parse(text())).toEqual(rows);
    const line = written(isTty);
    printLine(line.terminal, { json }, { sequence: 17 }, '17');
    expect(line.text()).toBe('{"sequence":17}\n');
  });
});
