import { describe, expect, it } from '@jest/globals';
import { csvIn } from './csv.js';

const cellsOf = (text: string) => csvIn(text).rows.map(({ cells }) => cells);

describe('a CSV file', () => {
  it.each([
    [
      'commas',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons, as spreadsheets write them here',
      'a;b\n1,5;2',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'ends of lines of another system, and its mark',
      '\uFEFFa,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quoted cells',
      'a,b\n"1, ""one""","2\n3"\n',
      [
        ['a', 'b'],
        ['1, "one"', '2\n3'],
      ],
    ],
    [
      'empty cells and lines',
      'a,b\n\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    ['nothing', '', []],
  ])('with %s is read', (_, text, rows) => {
    expect(cellsOf(text)).toEqual(rows);
  });

  it('knows in which line each row begins', () => {
    expect(csvIn('a,b\n"1\n2",3\n\n4,5').rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('knows in which line a quote is opened that nothing closes', () => {
    expect(csvIn('a,b\n"1\n2","3\n4').unclosed).toBe(3);
    expect(csvIn('a,b\n"1\n2","3"').unclosed).toBeNull();
  });
});
