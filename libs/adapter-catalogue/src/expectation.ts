import type { JsonSchema } from '@affinity-engine/catalogue';
import { asSchema, listOf, resolved } from './schema.js';

const formats: Readonly<Record<string, string>> = {
  cpf: 'a valid CPF',
  cnpj: 'a valid CNPJ',
  'plain-date': 'a date yyyy-mm-dd',
  'civil-date': 'a date yyyy-mm-dd',
  identifier: 'an identifier',
  moment: 'a moment with its offset (2022-10-18T00:00:00.000Z), or a day yyyy-mm-dd',
  email: 'an e-mail address',
  phone: 'a telephone number of 8 to 15 digits',
  factor: 'an exact decimal from 0 to 9999, as text',
  rate: 'an exact decimal from 0 to 1, as text',
};

/** What a text of a format is made of. */
const characters: Readonly<Record<string, string>> = {
  line: 'printable character',
  legible: 'character that can be seen',
};

const types: Readonly<Record<string, (schema: JsonSchema) => string>> = {
  string: (schema) =>
    `text${sized(schema, 'minLength', 'maxLength', characters[String(schema['format'])] ?? 'character')}`,
  integer: (schema) => `a whole number${ranged(schema)}`,
  number: (schema) => `a number${ranged(schema)}`,
  boolean: () => 'true or false',
  array: (schema) => `a list${sized(schema, 'minItems', 'maxItems', 'entry')}`,
  object: (schema) => `an object${sized(schema, 'minProperties', 'maxProperties', 'property')}`,
  null: () => 'null',
};

const plurals: Readonly<Record<string, string>> = {
  character: 'characters',
  'printable character': 'printable characters',
  'character that can be seen': 'characters that can be seen',
  entry: 'entries',
  property: 'properties',
};

/**
 * The expectation of a schema in words: "one of male, female", "text of 1 to 60 characters". For a pattern it is the
 * schema's description.
 */
export function expectationOf(root: JsonSchema, schema: JsonSchema | undefined): string {
  const target = resolved(root, schema);
  if (!target) return 'another value';
  if (Array.isArray(target['enum'])) return `one of ${listOf(target, 'enum').map(String).join(', ')}`;
  if ('const' in target) return JSON.stringify(target['const']);
  if ('pattern' in target && typeof target['description'] === 'string') return target['description'];
  if (!('type' in target) && 'anyOf' in target) return choiceOf(root, listOf(target, 'anyOf'));
  return formats[String(target['format'])] ?? typed(target);
}

/** The expectation of several alternatives; one that only requires properties is described by their names. */
export function choiceOf(root: JsonSchema, branches: readonly unknown[]): string {
  const wanted = branches.map((each) => {
    const branch = asSchema(each) ?? {};
    if (!('required' in branch) || 'type' in branch) return expectationOf(root, branch);
    const alone = 'maxProperties' in branch ? 'only' : 'a property';
    return `${alone} ${listOf(branch, 'required').join(' with ')}`;
  });
  return wanted.join(' or ');
}

function typed(schema: JsonSchema): string {
  const names = Array.isArray(schema['type']) ? listOf(schema, 'type') : [schema['type']];
  const words = names.map((name) => types[String(name)]?.(schema) ?? 'another value');
  return words.join(' or ');
}

function sized(schema: JsonSchema, low: string, high: string, unit: string): string {
  const [least, most] = [schema[low], schema[high]];
  const count = most ?? least;
  const units = count === 1 ? unit : (plurals[unit] ?? unit);
  if (typeof most !== 'number') return typeof least === 'number' && least > 0 ? ` of at least ${least} ${units}` : '';
  if (least === most) return ` of ${most} ${units}`;
  return typeof least === 'number' && least > 0 ? ` of ${least} to ${most} ${units}` : ` of at most ${most} ${units}`;
}

function ranged(schema: JsonSchema): string {
  const { minimum, maximum } = schema;
  if (typeof minimum === 'number' && typeof maximum === 'number') return ` from ${minimum} to ${maximum}`;
  if (typeof minimum === 'number') return ` of at least ${minimum}`;
  return typeof maximum === 'number' ? ` of at most ${maximum}` : '';
}
