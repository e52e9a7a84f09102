import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { schemaOf } from './checks.js';

describe('the schema of a part of a request', () => {
  it('is made once, so that no request pays for it', () => {
    const query = z.strictObject({ rows: z.int() });
    expect(schemaOf(query)).toBe(schemaOf(query));
    expect(schemaOf(query)).not.toBe(schemaOf(z.strictObject({ rows: z.int() })));
  });
});
