import { expect, it } from '@jest/globals';
import { fieldsOf, particularsFrom, type JsonSchema } from './particulars.js';

const schema: JsonSchema = {
  type: 'object',
  required: ['first_name', 'contact'],
  properties: {
    first_name: { type: 'string', title: 'Nome' },
    birth_date: { type: 'string', format: 'date' },
    income: { type: ['integer', 'null'] },
    is_foreign: { type: 'boolean' },
    gender: { enum: ['female', 'male', null] },
    contact: { type: 'object', required: ['email'], properties: { email: { type: 'string', format: 'email' } } },
    drivers: { type: 'array' },
    address: { $ref: '#/$defs/address' },
  },
  $defs: { address: { type: 'object', properties: { zip_code: { type: 'string', examples: ['01310-100'] } } } },
};
const fields = fieldsOf(schema, 'affinity_holder');

it('a schema becomes fields, those of objects within it too, named as the engine names their problems', () => {
  expect(fields.map(({ path, kind, isRequired }) => [path, kind, isRequired])).toEqual([
    ['affinity_holder.first_name', 'text', true],
    ['affinity_holder.birth_date', 'date', false],
    ['affinity_holder.income', 'number', false],
    ['affinity_holder.is_foreign', 'flag', false],
    ['affinity_holder.gender', 'choice', false],
    ['affinity_holder.contact.email', 'email', true],
    ['affinity_holder.drivers', 'json', false],
    ['affinity_holder.address.zip_code', 'text', false],
  ]);
  expect(fields.at(-1)?.hint).toBe('01310-100');
  expect(fields[4]?.options).toEqual(['female', 'male']);
});

it('what was written becomes values; what is empty is left out, and what cannot be read is sent as it is', () => {
  const written: Record<string, string> = {
    'affinity_holder.first_name': 'Ana',
    'affinity_holder.income': '850000',
    'affinity_holder.is_foreign': 'false',
    'affinity_holder.drivers': '[{"cpf": 1',
    'affinity_holder.contact.email': 'ana@example.com',
  };
  expect(particularsFrom(fields, (path) => written[path] ?? '')).toEqual({
    first_name: 'Ana',
    income: 850_000,
    is_foreign: false,
    drivers: '[{"cpf": 1',
    contact: { email: 'ana@example.com' },
  });
  expect(particularsFrom(fields, () => '')).toEqual({});
});
