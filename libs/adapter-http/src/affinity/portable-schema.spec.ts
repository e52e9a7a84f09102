import { describe, expect, it } from '@jest/globals';
import { aProduct } from '@affinity-engine/catalogue/testing';
import { particularsWire } from './portable-schema.js';

const wireOf = (schema: object) =>
  particularsWire(aProduct({ item: { required: true, schema: schema as Record<string, unknown> } })).item?.schema;

describe('what a product asks, as partners get it', () => {
  it('is null where the product asks for none', () => {
    const { holder: _holder, item: _item, ...bare } = aProduct();
    expect(particularsWire(bare)).toEqual({ affinity_holder: null, item: null });
  });

  it('has the formats of JSON Schema where there are some, and ours beside them', () => {
    const schema = {
      type: 'object',
      properties: {
        format: { type: 'string', format: 'civil-date' },
        unit: { type: 'integer', unit: 'minor', example: 7 },
        cpf: { $ref: '#/$defs/cpf' },
        kind: { enum: [{ format: 'civil-date', unit: 'minor' }] },
      },
      $defs: { cpf: { type: 'string', format: 'cpf' } },
    };
    expect(wireOf(schema)).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        format: { type: 'string', format: 'date', 'x-format': 'civil-date' },
        unit: { type: 'integer', 'x-unit': 'minor', examples: [7] },
        cpf: { $ref: '#/$defs/cpf' },
        kind: { enum: [{ format: 'civil-date', unit: 'minor' }] },
      },
      $defs: { cpf: { type: 'string', 'x-format': 'cpf' } },
    });
  });
});
