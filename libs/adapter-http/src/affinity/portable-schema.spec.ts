import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { demoCatalogueFolder, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import type { Product } from '@affinity-engine/catalogue';
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

describe('the products of the demo', () => {
  let products: readonly Product[];
  beforeAll(async () => {
    ({ products } = await loadCatalogue(demoCatalogueFolder));
  });

  it('have a label and an example for each of their fields', () => {
    type Schema = Readonly<Record<string, unknown>>;
    const of = (schema: Schema, keyword: string) => Object.entries((schema[keyword] ?? {}) as Record<string, Schema>);
    const isGroup = ({ properties, type }: Schema) => properties !== undefined || type === 'array';
    const without = (schema: Schema): readonly string[] => [
      ...of(schema, '$defs').flatMap(([, each]) => without(each)),
      ...of(schema, 'properties').flatMap(([name, each]) => [
        ...('title' in each || 'description' in each ? [] : [`${name} has no label`]),
        ...('examples' in each || isGroup(each) ? [] : [`${name} has no example`]),
        ...without(each),
      ]),
    ];
    const asked = products.flatMap((product) => Object.values(particularsWire(product)));
    expect(asked.flatMap((each) => (each === null ? [] : without(each.schema)))).toEqual([]);
  });

  it('ask with schemas that a validator in strict mode compiles, and that their own examples fit', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, validateFormats: false, allErrors: true });
    ajv.addVocabulary(['x-format', 'x-unit']);
    const asked = products.flatMap((product) => Object.values(particularsWire(product)));
    const schemas = asked.flatMap((each) => (each === null ? [] : [each.schema]));
    expect(schemas.length).toBeGreaterThan(3);
    for (const schema of schemas) {
      const validate = ajv.compile(schema);
      const [example] = schema['examples'] as readonly unknown[];
      expect([validate(example), validate.errors]).toEqual([true, null]);
    }
  });
});
