import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Insurer, JsonSchema, Plan, Product } from '@affinity-engine/catalogue';
import { repeatedAcross, unless, within, type CheckedFiles, type Filed, type FiledProblem } from './checked-files.js';
import type { Problem } from '@affinity-engine/kernel';
import { schemaProblems } from './schema-rules.js';
import { pathOf } from './schema.js';
import { taxProblems, type Taxation } from './tax-problems.js';

/** A product as in its file, with the id of its insurer. */
export type ProductDraft = Omit<Product, 'version' | 'insurer'> & { readonly insurerId: string };

type CatalogueFiles = Taxation & {
  readonly insurers: CheckedFiles<Insurer>;
  readonly products: readonly Filed<ProductDraft>[];
};

/** Whether a referenced insurer exists; true if some insurers could not be read. */
type References = Taxation & { readonly insurer: (id: string) => boolean };

const registers = ['susepCode', 'cnpj', 'baFinId', 'insurerId', 'supervisingAuthorityId'] as const;

/** Problems across files: references to other files, and values that must be unique. */
export function crossProblems(
  { insurers, products, taxes, today }: CatalogueFiles,
  ajv: Ajv2020,
): readonly FiledProblem[] {
  const insurerIds = new Set(insurers.filed.map(({ value }) => value.id));
  const known: References = { insurer: (id) => insurerIds.has(id) || insurers.problems.length > 0, taxes, today };
  return [
    ...repeatedAcross(insurers.filed, 'id', ({ id }) => id),
    ...registers.flatMap((register) => repeatedAcross(insurers.filed, register, (insurer) => insurer[register])),
    ...repeatedAcross(products, 'id', ({ id }) => id),
    ...within(products, (product) => productProblems(product, known, ajv)),
    ...within(taxes.filed, (rows) =>
      repeated(rows, [], 'from', ({ jurisdiction, line, from }) => `${jurisdiction} ${line} ${from}`),
    ),
  ];
}

function productProblems(product: ProductDraft, known: References, ajv: Ajv2020): readonly Problem[] {
  const { insurerId, plans } = product;
  return [
    ...unless(known.insurer(insurerId), ['insurerId'], `an insurer of this catalogue, not ${insurerId}`),
    ...taxProblems(product, known),
    ...repeated(plans, ['plans'], 'id', ({ id }) => id),
    ...plans.flatMap((plan, index) => planProblems(plan, ['plans', String(index)])),
    ...(['holder', 'item'] as const).flatMap((kind) => particularsProblems(product, kind, ajv)),
  ];
}

function planProblems(plan: Plan, at: readonly string[]): readonly Problem[] {
  return [
    ...repeated(plan.assists, [...at, 'assists'], 'id', ({ id }) => id),
    ...repeated(plan.coverages, [...at, 'coverages'], 'id', ({ id }) => id),
    ...plan.coverages.flatMap(({ deductible, limit }, index) =>
      unless(deductible <= limit, [...at, 'coverages', String(index), 'deductible'], `at most the limit of ${limit}`),
    ),
  ];
}

function particularsProblems(product: ProductDraft, kind: 'holder' | 'item', ajv: Ajv2020): readonly Problem[] {
  const schema = product[kind]?.schema;
  if (!schema) return [];
  const at = [kind, 'schema'];
  const problems = schemaProblems(schema, at);
  return problems.length > 0 ? problems : compileProblems(schema, at, ajv);
}

function compileProblems(schema: JsonSchema, at: readonly string[], ajv: Ajv2020): readonly Problem[] {
  try {
    ajv.compile(schema);
    return [];
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return [{ path: pathOf('$', at), expected: `a JSON Schema that compiles: ${reason}` }];
  }
}

function repeated<Entry>(
  entries: readonly Entry[],
  at: readonly string[],
  name: string,
  keyOf: (entry: Entry) => string,
): readonly Problem[] {
  const keys = entries.map(keyOf);
  return keys.flatMap((key, index) =>
    unless(keys.indexOf(key) === index, [...at, String(index), name], `a value of its own: ${key} is there already`),
  );
}
