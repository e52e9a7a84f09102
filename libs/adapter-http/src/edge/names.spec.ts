import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fromWire, toWire } from './names.js';

describe('names on the wire', () => {
  it('become the names of the domain, and what was not sent stays absent', () => {
    const body: { legal_name: string; url: string | null; rotate_secret?: boolean | undefined } = {
      legal_name: 'A',
      url: null,
      rotate_secret: undefined,
    };
    expect(fromWire(body)).toStrictEqual({ legalName: 'A', url: null });
  });

  it('are those of the schema, and nothing else of a record is shown', () => {
    const wire = toWire(z.object({ id: z.string(), created_at: z.string(), product_ids: z.array(z.string()) }));
    const record = { id: 'x', createdAt: 'now', productIds: ['p'], secret: 's' };
    expect(Object.entries(wire(record))).toEqual([
      ['id', 'x'],
      ['created_at', 'now'],
      ['product_ids', ['p']],
    ]);
  });
});
