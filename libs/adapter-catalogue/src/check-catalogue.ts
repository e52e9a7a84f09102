import type { Catalogue, Insurer, Plan, Product } from '@affinity-engine/catalogue';
import type { Fault } from './faults.js';
import { schemaFaults } from './schema-rules.js';
import { pathOf } from './schema.js';
import { validator } from './formats.js';

/** A value and the file it came from. */
export type Filed<Value> = { readonly file: string; readonly value: Value };

/** A fault and the file it lies in. */
export type FiledFault = Fault & { readonly file: string };

type Drawn = {
  readonly insurers: readonly Filed<Insurer>[];
  readonly products: readonly Filed<Product>[];
  readonly taxes: Filed<Catalogue['taxes']>;
};

const registers = ['susepCode', 'cnpj', 'baFinId', 'insurerId', 'supervisingAuthorityId'] as const;

/** What no schema of a single file can see: everything that refers to, or must differ from, something else. */
export function crossFaults({ insurers, products, taxes }: Drawn): readonly FiledFault[] {
  const insurerIds = new Set(insurers.map(({ value }) => value.id));
  const taxed = new Set(taxes.value.map((row) => `${row.jurisdiction} ${row.line}`));
  return [
    ...repeatedAcross(insurers, 'id', ({ id }) => id),
    ...registers.flatMap((register) => repeatedAcross(insurers, register, (insurer) => insurer[register])),
    ...repeatedAcross(products, 'id', ({ id }) => id),
    ...products.flatMap(({ file, value }) =>
      productFaults(value, insurerIds, taxed).map((fault) => ({ file, ...fault })),
    ),
    ...repeated(taxes.value, [], 'from', (row) => `${row.jurisdiction} ${row.line} ${row.from}`).map((fault) => ({
      file: taxes.file,
      ...fault,
    })),
  ];
}

function productFaults(product: Product, insurers: ReadonlySet<string>, taxed: ReadonlySet<string>): readonly Fault[] {
  const { jurisdiction, line } = product;
  return [
    ...unless(insurers.has(product.insurerId), ['insurerId'], `an insurer of this catalogue, not ${product.insurerId}`),
    ...unless(
      taxed.has(`${jurisdiction} ${line}`),
      ['line'],
      `a line taxes.json has a row for in ${jurisdiction}, not ${line}`,
    ),
    ...repeated(product.plans, ['plans'], 'id', ({ id }) => id),
    ...product.plans.flatMap((plan, index) => planFaults(plan, ['plans', String(index)])),
    ...(['holder', 'item'] as const).flatMap((kind) => particularsFaults(product, kind)),
  ];
}

function planFaults(plan: Plan, at: readonly string[]): readonly Fault[] {
  return [
    ...repeated(plan.assists, [...at, 'assists'], 'id', ({ id }) => id),
    ...repeated(plan.coverages, [...at, 'coverages'], 'id', ({ id }) => id),
    ...plan.coverages.flatMap(({ deductible, limit }, index) =>
      unless(deductible <= limit, [...at, 'coverages', String(index), 'deductible'], `at most the limit of ${limit}`),
    ),
  ];
}

function particularsFaults(product: Product, kind: 'holder' | 'item'): readonly Fault[] {
  const schema = product[kind]?.schema;
  if (!schema) return [];
  const at = [kind, 'schema'];
  const faults = schemaFaults(schema, at);
  return faults.length > 0 ? faults : compileFaults(schema, at);
}

function compileFaults(schema: object, at: readonly string[]): readonly Fault[] {
  try {
    validator().compile(schema);
    return [];
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return [{ path: pathOf('$', at), expected: `a JSON Schema that compiles: ${reason}` }];
  }
}

function unless(holds: boolean, at: readonly string[], expected: string): readonly Fault[] {
  return holds ? [] : [{ path: pathOf('$', at), expected }];
}

function repeated<Entry>(
  entries: readonly Entry[],
  at: readonly string[],
  name: string,
  keyOf: (entry: Entry) => string,
): readonly Fault[] {
  const keys = entries.map(keyOf);
  return keys.flatMap((key, index) =>
    unless(keys.indexOf(key) === index, [...at, String(index), name], `a value of its own: ${key} is there already`),
  );
}

function repeatedAcross<Value>(
  filed: readonly Filed<Value>[],
  name: string,
  keyOf: (value: Value) => string | undefined,
): readonly FiledFault[] {
  const keys = filed.map(({ value }) => keyOf(value));
  return filed.flatMap(({ file }, index) => {
    const first = keys.indexOf(keys[index]);
    const own = keys[index] === undefined || first === index;
    return unless(own, [name], `a value of its own: ${filed[first]?.file} has ${keys[index]} already`).map((fault) => ({
      file,
      ...fault,
    }));
  });
}
