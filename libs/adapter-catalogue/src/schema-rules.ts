import type { JsonSchema } from '@affinity-engine/catalogue';
import type { Problem } from '@affinity-engine/kernel';
import { formatNames } from './formats.js';
import { asSchema, childOf, definitionName, listOf, pathOf } from './schema.js';

const keywords = new Set(
  `$defs $ref additionalProperties allOf anyOf const default description else enum examples format if items maxItems
  maxLength maxProperties maximum minItems minLength minProperties minimum not pattern properties propertyNames required
  then title type unit`.split(/\s+/),
);
const counts = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const maps = ['properties', '$defs'];
const single = ['items', 'additionalProperties', 'propertyNames', 'if', 'then', 'else', 'not'];
const lists = ['anyOf', 'allOf'];

type Rule = { readonly expected: string; readonly isMet: (schema: JsonSchema, root: JsonSchema) => boolean };

const bounded = (type: string, ...limits: readonly string[]) => ({
  expected: `${limits.join(' or ')} beside the type ${type}: what callers send is bounded`,
  isMet: (schema: JsonSchema) => schema['type'] !== type || limits.some((limit) => limit in schema),
});

/** Rules for schemas of callers' data, so that no value makes checking or storing it expensive. */
const rules: readonly Rule[] = [
  bounded('string', 'maxLength', 'enum', 'const'),
  bounded('array', 'maxItems'),
  bounded('integer', 'maximum', 'enum', 'const'),
  bounded('number', 'maximum', 'enum', 'const'),
  {
    expected: 'additionalProperties: false, or maxProperties, beside the type object: what callers send is bounded',
    isMet: (schema) =>
      schema['type'] !== 'object' || schema['additionalProperties'] === false || 'maxProperties' in schema,
  },
  {
    expected: 'limits that are whole numbers, none of a length or count negative',
    isMet: (schema) => [...counts, 'minimum', 'maximum'].every((limit) => isLimit(limit, schema[limit])),
  },
  {
    expected: 'no unit but "minor"',
    isMet: (schema) => !('unit' in schema) || schema['unit'] === 'minor',
  },
  {
    expected: 'required names that are among the properties',
    isMet: (schema) => {
      const properties = childOf(schema, 'properties');
      return !properties || listOf(schema, 'required').every((name) => String(name) in properties);
    },
  },
  {
    expected: 'a description beside the pattern: it is what the caller is told',
    isMet: (schema) => !('pattern' in schema) || typeof schema['description'] === 'string',
  },
  {
    expected:
      'a pattern from ^ to $ of characters, classes and counted repetition, without *, +, {n,} or repeated groups',
    isMet: (schema) => !('pattern' in schema) || isSimplePattern(schema['pattern']),
  },
  {
    expected: `a format out of ${formatNames.join(', ')}`,
    isMet: (schema) => !('format' in schema) || formatNames.includes(String(schema['format'])),
  },
  {
    expected: 'a reference #/$defs/name to a definition of this schema',
    isMet: (schema, root) => {
      const name = definitionName(schema['$ref']);
      return !('$ref' in schema) || (name !== undefined && name in (childOf(root, '$defs') ?? {}));
    },
  },
];

function isLimit(name: string, limit: unknown): boolean {
  if (limit === undefined) return true;
  return Number.isSafeInteger(limit) && (!counts.includes(name) || Number(limit) >= 0);
}

/** Everything that makes a product's schema unfit for callers' data; `steps` lead to the schema. */
export function schemaProblems(root: JsonSchema, steps: readonly string[]): readonly Problem[] {
  const problems: Problem[] = [];
  visit(root, steps, (schema, at) => {
    for (const rule of rules)
      if (!rule.isMet(schema, root)) problems.push({ path: pathOf('$', at), expected: rule.expected });
    for (const name of Object.keys(schema)) {
      if (!keywords.has(name)) problems.push({ path: pathOf('$', [...at, name]), expected: 'no such keyword' });
    }
  });
  if (root['type'] !== 'object') problems.push({ path: pathOf('$', [...steps, 'type']), expected: '"object"' });
  return [...problems, ...cycles(root, steps)];
}

/** Whether a pattern takes time in proportion to the text: anchored, bounded, without repeated groups. */
export function isSimplePattern(pattern: unknown): boolean {
  if (typeof pattern !== 'string' || pattern.length > 200 || !/^\^.*\$$/.test(pattern)) return false;
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return !/[*+]|\{\d*,\}|\)\{|\(\?[^:]/.test(bare) && !/\\[1-9k]/.test(pattern);
}

function visit(
  schema: JsonSchema,
  at: readonly string[],
  see: (schema: JsonSchema, at: readonly string[]) => void,
): void {
  see(schema, at);
  const children = [
    ...maps.flatMap((map) =>
      Object.entries(childOf(schema, map) ?? {}).map(([name, each]) => [each, map, name] as const),
    ),
    ...single.map((name) => [schema[name], name] as const),
    ...lists.flatMap((name) => listOf(schema, name).map((each, index) => [each, name, String(index)] as const)),
  ];
  for (const [child, ...steps] of children) {
    const below = asSchema(child);
    if (below) visit(below, [...at, ...steps], see);
  }
}

/** Definitions that refer back to themselves: their values could nest without limit. */
function cycles(root: JsonSchema, steps: readonly string[]): readonly Problem[] {
  const definitions = Object.entries(childOf(root, '$defs') ?? {});
  const leadsTo = new Map(definitions.map(([name, each]) => [name, referencesIn(asSchema(each) ?? {})]));
  const reaches = (from: string, wanted: string, seen: Set<string>): boolean =>
    [...(leadsTo.get(from) ?? [])].some((name) => {
      if (name === wanted) return true;
      if (seen.has(name)) return false;
      return reaches(name, wanted, seen.add(name));
    });
  return definitions
    .filter(([name]) => reaches(name, name, new Set()))
    .map(([name]) => ({
      path: pathOf('$', [...steps, '$defs', name]),
      expected: 'a definition that does not lead back to itself',
    }));
}

function referencesIn(schema: JsonSchema): ReadonlySet<string> {
  const found = new Set<string>();
  visit(schema, [], (each) => {
    const name = definitionName(each['$ref']);
    if (name !== undefined) found.add(name);
  });
  return found;
}
