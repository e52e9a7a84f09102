import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { schemaOf } from './checks.js';
import { asGiven, ownIdsOf } from './own-ids.js';
import { catalogueId, identifier, ownId } from './schemas.js';

const capitals = '01A22710-1CBE-74C5-B970-C4A5777EC2A7';
const small = capitals.toLowerCase();

describe('an identifier', () => {
  it.each([
    [capitals, small],
    [`${capitals}-1-17`, `${small}-1-17`],
    [`EVT_${capitals.replaceAll('-', '')}_5`, `evt_${small.replaceAll('-', '')}_5`],
    [`pc:${capitals}`, `pc:${small}`],
    ['PC:707', 'PC:707'],
    [`${capitals}x`, `${capitals}x`],
    ['', ''],
  ])('%s is read as %s', (text, given) => {
    expect(asGiven(text)).toBe(given);
  });
});

describe('the parts of a request', () => {
  const inner = z.strictObject({ client_id: identifier });
  const type = z.strictObject({
    id: identifier,
    maybe: identifier.nullish(),
    list: z.array(z.string().meta(ownId)),
    inner,
    inners: z.array(inner),
    either: z.union([z.strictObject({ event_id: z.string().meta(ownId) }), z.strictObject({ from: z.int() })]),
    product_id: catalogueId,
    name: z.string(),
    open: z.record(z.string(), z.string()),
  });
  const own = ownIdsOf(type);

  it('have the engine’s identifiers as they were given, at any depth, and all other texts as they were sent', () => {
    const sent = (id: string) => ({
      id,
      maybe: id,
      list: [id, 'PC:7'],
      inner: { client_id: id },
      inners: [{ client_id: id }],
      either: { event_id: id },
    });
    const texts = { product_id: capitals, name: capitals, open: { id: capitals }, unknown: capitals };
    expect(own({ ...sent(capitals), ...texts })).toEqual({ ...sent(small), ...texts });
  });

  it.each([
    null,
    undefined,
    'x',
    7,
    [capitals],
    { id: 7, list: capitals, inner: [capitals], inners: { '*': capitals } },
  ])('of another shape are left to the check: %j', (sent) => {
    expect(own(sent)).toEqual(sent);
  });

  it('show no mark in their documentation', () => {
    expect(JSON.stringify(schemaOf(type))).not.toContain('@ownId');
  });
});
